/// Why this exists: answers as good, odd and hostile servers write them, each with what RFC 9112 makes of it,
/// for the parser's unit test and its property test.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redline/loadgen/response_parser.hpp"

struct KnownResponse {
    std::string_view name;
    std::string bytes;
    redline::loadgen::ResponseParser::State state = redline::loadgen::ResponseParser::State::complete;
    int status = 200;
    std::string_view body = {};
    bool keep_alive = true;
    bool to_head = false;
    bool closes = false; ///< the peer closes after these bytes
};

inline std::vector<KnownResponse> good_responses() {
    using namespace std::string_literals;
    const auto ok = "HTTP/1.1 200 OK\r\n"s;
    return {
        {.name = "counted", .bytes = ok + "Content-Length: 5\r\n\r\nhello", .body = "hello"},
        {.name = "empty", .bytes = ok + "Content-Length: 0\r\n\r\n"},
        {.name = "names and values in any case", .bytes = ok + "cOnTeNt-LeNgTh:2\r\n\r\nok", .body = "ok"},
        {.name = "tabs and spaces around a value",
         .bytes = ok + "Content-Length: \t 2 \t\r\n\r\nok",
         .body = "ok"},
        {.name = "the same length twice", .bytes = ok + "Content-Length: 2, 2\r\n\r\nok", .body = "ok"},
        {.name = "bare line feeds", .bytes = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", .body = "ok"},
        {.name = "no reason", .bytes = "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"},
        {.name = "no content", .bytes = "HTTP/1.1 204 No Content\r\n\r\n", .status = 204},
        {.name = "not modified tells a length it does not send",
         .bytes = "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
         .status = 304},
        {.name = "answer to HEAD", .bytes = ok + "Content-Length: 5\r\n\r\n", .to_head = true},
        {.name = "chunked",
         .bytes = ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=\"y\"\r\n world\r\n0\r\n\r\n",
         .body = "hello world"},
        {.name = "chunked with trailers",
         .bytes =
             ok + "Transfer-Encoding: gzip, Chunked\r\n\r\nA\r\n0123456789\r\n00\r\nA: b\r\nC: d\r\n\r\n",
         .body = "0123456789"},
        {.name = "told to close",
         .bytes = ok + "Connection: Upgrade, Close\r\nContent-Length: 2\r\n\r\nok",
         .body = "ok",
         .keep_alive = false},
        {.name = "until close",
         .bytes = ok + "\r\nall of it",
         .body = "all of it",
         .keep_alive = false,
         .closes = true},
        {.name = "coded but not chunked ends by close",
         .bytes = ok + "Transfer-Encoding: gzip\r\n\r\nzzz",
         .body = "zzz",
         .keep_alive = false,
         .closes = true},
        {.name = "old version",
         .bytes = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
         .body = "ok",
         .keep_alive = false},
        {.name = "old version kept open",
         .bytes = "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok",
         .body = "ok"},
        {.name = "after interim answers",
         .bytes = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok +
                  "Content-Length: 2\r\n\r\nok",
         .body = "ok"},
        {.name = "bytes nobody asked for",
         .bytes = ok + "Content-Length: 2\r\n\r\nok!",
         .body = "ok",
         .keep_alive = false},
        {.name = "a status of its own",
         .bytes = "HTTP/1.1 999 Denied\r\nContent-Length: 0\r\n\r\n",
         .status = 999},
    };
}

inline std::vector<KnownResponse> bad_responses() {
    using namespace std::string_literals;
    constexpr auto malformed = redline::loadgen::ResponseParser::State::malformed;
    constexpr auto reading = redline::loadgen::ResponseParser::State::reading;
    const auto ok = "HTTP/1.1 200 OK\r\n"s;
    std::vector<KnownResponse> answers;
    for (const auto& bytes : {"\r\nHTTP/1.1 200 OK\r\n\r\n"s,
                              "HTTP/2 200\r\n\r\n"s,
                              "HTTP/1.x 200 OK\r\n\r\n"s,
                              "HTTP/1.1  200 OK\r\n\r\n"s,
                              "HTTP/1.1 20 OK\r\n\r\n"s,
                              "HTTP/1.1 2000 OK\r\n\r\n"s,
                              "HTTP/1.1 099 No\r\n\r\n"s,
                              "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"s,
                              ok + "no colon\r\n\r\n",
                              ok + "Name : space\r\n\r\n",
                              ok + ": nameless\r\n\r\n",
                              ok + "A: b\r\n folded\r\n\r\n",
                              ok + "A: \x01\r\n\r\n",
                              ok + "A: b\rc\r\n\r\n",
                              ok + "A: "s + '\0' + "\r\n\r\n",
                              ok + "Content-Length: -1\r\n\r\n",
                              ok + "Content-Length: +1\r\n\r\n",
                              ok + "Content-Length: 0x1\r\n\r\n",
                              ok + "Content-Length:\r\n\r\n",
                              ok + "Content-Length: 99999999999999999999\r\n\r\n",
                              ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                              ok + "Content-Length: 1, 2\r\n\r\nab",
                              ok + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                              ok + "Transfer-Encoding: chunked, chunked\r\nTransfer-Encoding: gzip\r\n\r\n",
                              "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"s,
                              ok + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
                              ok + "Transfer-Encoding: chunked\r\n\r\n\r\n",
                              ok + "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
                              ok + "Transfer-Encoding: chunked\r\n\r\n11111111111111111\r\n",
                              ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
                              ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\rX"})
        answers.push_back({.name = "malformed", .bytes = bytes, .state = malformed});
    for (const auto& bytes :
         {""s, "HTTP/1.1 2"s, ok + "A: b\r\n", ok + "Content-Length: 3\r\n\r\nab",
          ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n", "HTTP/1.1 100 Continue\r\n\r\n"s})
        answers.push_back({.name = "cut off", .bytes = bytes, .state = reading, .closes = true});
    return answers;
}

inline std::vector<KnownResponse> response_corpus() {
    auto all = good_responses();
    for (auto& bad : bad_responses()) all.push_back(std::move(bad));
    return all;
}
