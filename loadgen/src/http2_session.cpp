#include "http2_session.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "http_syntax.hpp"
#include "redline/loadgen/response_parser.hpp"

namespace redline::loadgen {

namespace {

/// A stream may send a MiB before it waits for us, a connection sixteen: the generator is no bottleneck.
constexpr std::uint32_t stream_window_bytes = 1U << 20;
constexpr std::int32_t connection_window_bytes = 1 << 24;

std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

nghttp2_nv pair_of(std::string_view name, std::string_view value) {
    const auto bytes_of = [](std::string_view text) {
        return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
    };
    return {bytes_of(name), bytes_of(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

} // namespace

void Http2Stream::begin(std::uint32_t for_place, std::string_view request_body, std::size_t body_bytes) {
    place = for_place;
    body = request_body;
    body_sent = 0;
    id = 0;
    status = 0;
    header_block.clear();
    kept_body.clear();
    body_bytes_kept = std::min(body_bytes, body_kept_bytes_max);
    bytes_received = 0;
    outcome = Outcome::ok;
    reason = {};
    in_trailers = whole = reset_by_peer = false;
}

/// What nghttp2 calls while it reads and writes.
struct Http2Callbacks {
    static Http2Stream* stream_of(nghttp2_session* session, std::int32_t id) {
        return static_cast<Http2Stream*>(nghttp2_session_get_stream_user_data(session, id));
    }

    /// Fields of an interim answer are forgotten when the next answer begins.
    static int on_begin_headers(nghttp2_session* session, const nghttp2_frame* frame, void*) {
        auto* stream = stream_of(session, frame->hd.stream_id);
        if (stream == nullptr) return 0;
        stream->in_trailers = stream->status >= 200;
        if (!stream->in_trailers) stream->header_block.clear();
        return 0;
    }

    static int on_header(nghttp2_session* session, const nghttp2_frame* frame, const std::uint8_t* name,
                         std::size_t name_size, const std::uint8_t* value, std::size_t value_size,
                         std::uint8_t, void*) {
        constexpr std::size_t marks = 4; // colon, space and line end
        auto* stream = stream_of(session, frame->hd.stream_id);
        if (stream == nullptr) return 0;
        stream->bytes_received += name_size + value_size + marks;
        if (!stream->in_trailers) take_field(*stream, text_of(name, name_size), text_of(value, value_size));
        return stream->outcome == Outcome::ok ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
    }

    static void take_field(Http2Stream& stream, std::string_view name, std::string_view value) {
        if (name == ":status") {
            std::from_chars(value.data(), value.data() + value.size(), stream.status);
        } else if (stream.header_block.size() + name.size() + value.size() > header_block_bytes_max) {
            stream.outcome = Outcome::malformed;
            stream.reason = "the header block is longer than 64 KiB";
        } else {
            stream.header_block.append(name).append(": ").append(value).append("\r\n");
        }
    }

    static int on_data(nghttp2_session* session, std::uint8_t, std::int32_t id, const std::uint8_t* bytes,
                       std::size_t size, void*) {
        auto* stream = stream_of(session, id);
        if (stream == nullptr) return 0;
        stream->bytes_received += size;
        const auto room = stream->body_bytes_kept - stream->kept_body.size();
        stream->kept_body.append(text_of(bytes, std::min(size, room)));
        return 0;
    }

    static int on_frame(nghttp2_session* session, const nghttp2_frame* frame, void* self) {
        auto& own = *static_cast<Http2Session*>(self);
        if (frame->hd.type == NGHTTP2_SETTINGS) own.greeted_ = true;
        if (frame->hd.type == NGHTTP2_GOAWAY) own.leaving_ = true;
        auto* stream = stream_of(session, frame->hd.stream_id);
        if (stream == nullptr) return 0;
        const bool carries_answer = frame->hd.type == NGHTTP2_DATA || frame->hd.type == NGHTTP2_HEADERS;
        if (carries_answer && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0) stream->whole = true;
        if (frame->hd.type == NGHTTP2_RST_STREAM) stream->reset_by_peer = true;
        return 0;
    }

    /// A target that wants no more of the request may answer in full and then reset the stream.
    static int on_close(nghttp2_session* session, std::int32_t id, std::uint32_t error, void* self) {
        auto* stream = stream_of(session, id);
        if (stream == nullptr) return 0;
        nghttp2_session_set_stream_user_data(session, id, nullptr);
        const bool refused = error == NGHTTP2_REFUSED_STREAM;
        if (!stream->whole && stream->outcome == Outcome::ok) {
            stream->outcome = stream->reset_by_peer || refused ? Outcome::reset : Outcome::malformed;
            stream->reason = nghttp2_http2_strerror(error);
        }
        static_cast<Http2Session*>(self)->ended_.push_back(stream);
        return 0;
    }

    static ssize_t read_body(nghttp2_session*, std::int32_t, std::uint8_t* into, std::size_t room,
                             std::uint32_t* flags, nghttp2_data_source* source, void*) {
        auto& stream = *static_cast<Http2Stream*>(source->ptr);
        const auto part = stream.body.substr(stream.body_sent, room);
        std::memcpy(into, part.data(), part.size());
        stream.body_sent += part.size();
        if (stream.body_sent == stream.body.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
        return static_cast<ssize_t>(part.size());
    }

    static nghttp2_session* make_session(Http2Session& self) {
        nghttp2_session_callbacks* callbacks = nullptr;
        nghttp2_session_callbacks_new(&callbacks);
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, &on_begin_headers);
        nghttp2_session_callbacks_set_on_header_callback(callbacks, &on_header);
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, &on_data);
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, &on_frame);
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, &on_close);
        nghttp2_session* session = nullptr;
        nghttp2_session_client_new(&session, callbacks, &self);
        nghttp2_session_callbacks_del(callbacks);
        return session;
    }
};

Http2Session::Http2Session() : session_(Http2Callbacks::make_session(*this)) {
    const std::array<nghttp2_settings_entry, 2> wishes{
        nghttp2_settings_entry{NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
        nghttp2_settings_entry{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, stream_window_bytes}};
    nghttp2_submit_settings(session_.get(), NGHTTP2_FLAG_NONE, wishes.data(), wishes.size());
    nghttp2_session_set_local_window_size(session_.get(), NGHTTP2_FLAG_NONE, 0, connection_window_bytes);
}

std::uint32_t Http2Session::streams_max() const {
    return nghttp2_session_get_remote_settings(session_.get(), NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS);
}

/// Field names are in lower case (RFC 9113, section 8.2.1): in the request's own text, which is the caller's
/// to give away. Host becomes :authority, and Content-Length is what the text said.
bool Http2Session::submit(const RequestText& request, bool tls, Http2Stream& stream) {
    std::vector<nghttp2_nv> fields{pair_of(":method", request.method),
                                   pair_of(":scheme", tls ? "https" : "http"),
                                   pair_of(":authority", request.host), pair_of(":path", request.target)};
    for (const auto field : request.fields) {
        const auto colon = field.find(':');
        auto* name = const_cast<char*>(field.data());
        std::transform(name, name + colon, name, lower);
        fields.push_back(pair_of(field.substr(0, colon), trimmed(field.substr(colon + 1))));
    }
    nghttp2_data_provider body{.source = {.ptr = &stream}, .read_callback = &Http2Callbacks::read_body};
    stream.id = nghttp2_submit_request(session_.get(), nullptr, fields.data(), fields.size(),
                                       request.body.empty() ? nullptr : &body, &stream);
    return stream.id > 0;
}

void Http2Session::cancel(Http2Stream& stream) {
    nghttp2_session_set_stream_user_data(session_.get(), stream.id, nullptr);
    nghttp2_submit_rst_stream(session_.get(), NGHTTP2_FLAG_NONE, stream.id, NGHTTP2_CANCEL);
    std::erase(ended_, &stream);
}

bool Http2Session::receive(std::string_view bytes) {
    ended_.clear();
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
    if (nghttp2_session_mem_recv(session_.get(), begin, bytes.size()) < 0) return false;
    return nghttp2_session_want_read(session_.get()) != 0;
}

void Http2Session::take_output(std::string& into) {
    const std::uint8_t* bytes = nullptr;
    for (auto size = nghttp2_session_mem_send(session_.get(), &bytes); size > 0;
         size = nghttp2_session_mem_send(session_.get(), &bytes))
        into.append(text_of(bytes, static_cast<std::size_t>(size)));
}

} // namespace redline::loadgen
