#include "redline/leadpipe/upstream.hpp"

#include <algorithm>
#include <array>

#include "connection_pool.hpp"

namespace redline::leadpipe {

namespace {

using Outcome = tl::expected<UpstreamAnswer, UpstreamFault>;

/// In the order of the enumeration.
constexpr std::array<std::string_view, 5> fault_names{"refused", "pool_exhausted", "reset", "timed_out",
                                                      "unreadable"};

void append_plain(std::string& text, std::string_view more) {
    const auto at = text.size();
    text += more;
    std::replace_if(
        text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
}

void append_field(std::string& text, std::string_view name, std::string_view value) {
    append_plain(text, name);
    text += ": ";
    append_plain(text, value);
    text += "\r\n";
}

std::string authority(const UpstreamOptions& options) {
    const bool is_v6 = options.host.find(':') != std::string::npos;
    return (is_v6 ? '[' + options.host + ']' : options.host) + ':' + std::to_string(options.port);
}

bool expects_a_body(std::string_view method) {
    return method == "POST" || method == "PUT" || method == "PATCH";
}

std::string wire_text(const OutgoingRequest& request, const UpstreamOptions& options) {
    std::string text;
    append_plain(text, request.method);
    text += ' ';
    append_plain(text, request.target);
    text += " HTTP/1.1\r\n";
    append_field(text, "Host", authority(options));
    if (!options.keep_alive) append_field(text, "Connection", "close");
    for (const auto& [name, value] : request.headers) append_field(text, name, value);
    if (!request.body.empty() || expects_a_body(request.method))
        append_field(text, "Content-Length", std::to_string(request.body.size()));
    return text + "\r\n" + request.body;
}

bool repeatable(const OutgoingRequest& request) {
    constexpr std::array<std::string_view, 5> idempotent{"GET", "HEAD", "OPTIONS", "PUT", "DELETE"};
    return request.repeatable ||
           std::find(idempotent.begin(), idempotent.end(), request.method) != idempotent.end();
}

UpstreamFault to_fault(SocketFault fault) {
    return fault == SocketFault::timed_out ? UpstreamFault::timed_out : UpstreamFault::reset;
}

/// Reads until the answer is whole.
tl::expected<void, UpstreamFault> read_answer(StreamSocket& socket, AnswerReader& reader,
                                              base::Instant deadline) {
    std::array<char, 16 * 1024> bytes;
    bool closed = false;
    while (reader.state() == AnswerReader::State::reading && !closed) {
        const auto count = socket.read_some(bytes, deadline);
        if (!count) return tl::unexpected(to_fault(count.error()));
        closed = *count == 0;
        closed ? reader.end() : reader.read({bytes.data(), *count});
    }
    if (reader.state() == AnswerReader::State::whole) return {};
    return tl::unexpected(closed ? UpstreamFault::reset : UpstreamFault::unreadable);
}

/// One request and its answer over the lease's connection, which is dropped unless it can be used again.
Outcome exchange(ConnectionPool::Lease& lease, AnswerReader& reader, std::string_view text,
                 base::Instant deadline) {
    // A server that refuses a body closes while it is still being sent; its answer may be there all the same.
    const auto written = lease.socket().write(text, deadline);
    if (!written && written.error() == SocketFault::timed_out) {
        lease.drop();
        return tl::unexpected(UpstreamFault::timed_out);
    }
    const auto answered = read_answer(lease.socket(), reader, deadline);
    if (!answered || !written || !reader.keeps_connection()) lease.drop();
    if (!answered) return tl::unexpected(answered.error());
    return reader.take();
}

} // namespace

std::string_view to_text(UpstreamFault fault) { return fault_names[static_cast<std::size_t>(fault)]; }

bool never_sent(UpstreamFault fault) {
    return fault == UpstreamFault::refused || fault == UpstreamFault::pool_exhausted;
}

Upstream::Upstream(UpstreamOptions options) : pool_(std::make_unique<ConnectionPool>(std::move(options))) {}
Upstream::~Upstream() = default;

Outcome Upstream::send(const OutgoingRequest& request) {
    auto lease = pool_->take();
    if (!lease) return tl::unexpected(UpstreamFault::pool_exhausted);
    const bool kept = lease->take_kept();
    if (!kept && !lease->open()) return tl::unexpected(UpstreamFault::refused);
    const bool to_head = request.method == "HEAD";
    const auto text = wire_text(request, options());
    const auto deadline = base::monotonic_now() + options().answer_timeout;
    AnswerReader reader(to_head, options().answer_bytes_max);
    auto first = exchange(*lease, reader, text, deadline);
    if (!options().keep_alive) lease->drop();
    const bool died_unused =
        !first && kept && first.error() == UpstreamFault::reset && !reader.has_begun() && repeatable(request);
    if (!died_unused) return first;
    pool_->count_repeated();
    if (!lease->open()) return first; // not `refused`: the first attempt may have been acted on
    AnswerReader again(to_head, options().answer_bytes_max);
    return exchange(*lease, again, text, deadline);
}

UpstreamUse Upstream::use() const { return pool_->use(); }
const UpstreamOptions& Upstream::options() const { return pool_->options(); }

} // namespace redline::leadpipe
