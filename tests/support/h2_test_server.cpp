#include "h2_test_server.hpp"

#include <deque>
#include <map>

#include <nghttp2/nghttp2.h>

namespace {

struct Request {
    std::int32_t stream_id;
    H2Exchange::Fields fields;
};

std::string_view path_of(const H2Exchange::Fields& fields) {
    for (const auto& [name, value] : fields)
        if (name == ":path") return value;
    return {};
}

nghttp2_nv field(std::string_view name, std::string_view value) {
    const auto bytes = [](std::string_view text) {
        return reinterpret_cast<std::uint8_t*>(
            const_cast<char*>(text.data())); // nghttp2 copies and does not write.
    };
    return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

} // namespace

/// One connection. nghttp2 may not be asked to send from its own callbacks, so these only collect whole
/// requests.
struct H2Exchange::Session final : StreamReader {
    Session(const H2TestServer::Respond& on_request, Stream& stream, std::uint32_t streams_max);
    ~Session() override { nghttp2_session_del(http2); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void read(std::string_view bytes) override;
    void flush();

    const H2TestServer::Respond& respond;
    Stream& connection;
    nghttp2_session* http2 = nullptr;
    std::map<std::int32_t, Fields> arriving;
    std::map<std::int32_t, std::string> bodies; ///< what is left to send
    std::deque<Request> whole;
};

namespace {

using Session = H2Exchange::Session;

Session& session_of(void* user) { return *static_cast<Session*>(user); }

int on_field(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_length,
             const std::uint8_t* value, std::size_t value_length, std::uint8_t, void* user) {
    session_of(user).arriving[frame->hd.stream_id].emplace_back(
        std::string(reinterpret_cast<const char*>(name), name_length),
        std::string(reinterpret_cast<const char*>(value), value_length));
    return 0;
}

int on_frame(nghttp2_session*, const nghttp2_frame* frame, void* user) {
    const bool may_end = frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA;
    if (!may_end || (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) == 0) return 0;
    auto& session = session_of(user);
    const auto id = frame->hd.stream_id;
    session.whole.push_back({id, std::move(session.arriving[id])});
    return 0;
}

int on_stream_end(nghttp2_session*, std::int32_t stream_id, std::uint32_t, void* user) {
    session_of(user).arriving.erase(stream_id);
    session_of(user).bodies.erase(stream_id);
    return 0;
}

ssize_t read_body(nghttp2_session*, std::int32_t stream_id, std::uint8_t* into, std::size_t room,
                  std::uint32_t* flags, nghttp2_data_source*, void* user) {
    auto& left = session_of(user).bodies[stream_id];
    const auto count = left.copy(reinterpret_cast<char*>(into), room);
    left.erase(0, count);
    if (left.empty()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(count);
}

nghttp2_session* make_session(Session& session) {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, on_field);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_stream_end);
    nghttp2_session* made = nullptr;
    nghttp2_session_server_new(&made, callbacks, &session);
    nghttp2_session_callbacks_del(callbacks);
    return made;
}

} // namespace

H2Exchange::Session::Session(const H2TestServer::Respond& on_request, Stream& stream,
                             std::uint32_t streams_max)
    : respond(on_request), connection(stream), http2(make_session(*this)) {
    const nghttp2_settings_entry limit{NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, streams_max};
    nghttp2_submit_settings(http2, NGHTTP2_FLAG_NONE, &limit, 1);
}

void H2Exchange::Session::read(std::string_view bytes) {
    const auto* const begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
    if (nghttp2_session_mem_recv(http2, begin, bytes.size()) < 0) return connection.close();
    flush();
    while (connection.open() && !whole.empty()) {
        const auto request = std::move(whole.front());
        whole.pop_front();
        H2Exchange exchange(*this, request.stream_id, request.fields);
        respond(path_of(request.fields), exchange);
        flush();
    }
}

void H2Exchange::Session::flush() {
    const std::uint8_t* bytes = nullptr;
    std::string frames; // One send for all of them: an answer's head and body leave together.
    for (ssize_t count = 0; (count = nghttp2_session_mem_send(http2, &bytes)) > 0;)
        frames.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
    connection.send(frames);
    if (nghttp2_session_want_read(http2) == 0 && nghttp2_session_want_write(http2) == 0) connection.close();
}

void H2Exchange::answer(int status, std::string_view body) {
    const auto status_text = std::to_string(status);
    const auto length = std::to_string(body.size());
    const nghttp2_nv fields[]{field(":status", status_text), field("content-length", length)};
    session_.bodies[stream_id_] = body;
    const nghttp2_data_provider source{{}, read_body};
    nghttp2_submit_response(session_.http2, stream_id_, fields, std::size(fields), &source);
}

void H2Exchange::reset_stream(std::uint32_t error_code) {
    nghttp2_submit_rst_stream(session_.http2, NGHTTP2_FLAG_NONE, stream_id_, error_code);
}

void H2Exchange::go_away() {
    nghttp2_submit_goaway(session_.http2, NGHTTP2_FLAG_NONE, stream_id_, NGHTTP2_NO_ERROR, nullptr, 0);
}

Stream& H2Exchange::connection() const { return session_.connection; }

namespace {

std::optional<ServerTls> over_h2(std::optional<ServerTls> tls) {
    if (tls) tls->protocol = "h2";
    return tls;
}

} // namespace

H2TestServer::H2TestServer(Respond respond, std::optional<ServerTls> tls, std::uint32_t streams_max)
    : respond_(std::move(respond)),
      server_(
          [this, streams_max](Stream& stream) {
              return std::make_unique<H2Exchange::Session>(respond_, stream, streams_max);
          },
          over_h2(std::move(tls))) {}
