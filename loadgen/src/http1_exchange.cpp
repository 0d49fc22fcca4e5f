#include "http1_exchange.hpp"

namespace redline::loadgen {

Http1Exchange::Reading Http1Exchange::receive(std::string_view bytes, WholeAnswerReader& reader) {
    if (!unfinished_) {
        if (const auto whole = reader.read(bytes, to_head_))
            return {ResponseParser::State::complete, whole->keep_alive,
                    Answer{whole->status, whole->header_block, whole->body, {}}};
        unfinished_ = std::make_unique<ResponseParser>();
        unfinished_->begin(to_head_, body_bytes_kept_);
    }
    unfinished_->feed(bytes);
    return so_far();
}

Http1Exchange::Reading Http1Exchange::finish() {
    if (!unfinished_) return {};
    unfinished_->finish();
    return so_far();
}

Http1Exchange::Reading Http1Exchange::so_far() const {
    const auto state = unfinished_->state();
    if (state == ResponseParser::State::reading) return {};
    return {state, state == ResponseParser::State::complete && unfinished_->keep_alive(),
            Answer{unfinished_->status(), unfinished_->header_block(), unfinished_->body(),
                   unfinished_->head_so_far()}};
}

} // namespace redline::loadgen
