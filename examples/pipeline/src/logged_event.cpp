#include "redline/leadpipe/logged_event.hpp"

namespace redline::leadpipe {

base::Json logged_payload(std::string_view text) {
    auto json = base::parse_json(text, "log");
    return json && json->is_object() ? *std::move(json) : base::Json::object();
}

std::string_view payload_text(const base::Json& payload, const char* key) {
    const auto found = payload.find(key);
    if (found == payload.end() || !found->is_string()) return {};
    return found->get_ref<const std::string&>();
}

std::int64_t payload_integer(const base::Json& payload, const char* key) {
    const auto found = payload.find(key);
    return found != payload.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

} // namespace redline::leadpipe
