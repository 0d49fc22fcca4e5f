#include "redline/leadpipe/event.hpp"

#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "redline/base/clock.hpp"
#include "redline/base/json_text.hpp"

namespace redline::leadpipe {

namespace {

/// So many digits of `text` at `at`, as a number.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// Reads what base::to_rfc3339 writes, and nothing else of the many forms RFC 3339 allows.
std::optional<EventTime> parse_time(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00T00:00:00.000Z";
    if (text.size() != shape.size()) return std::nullopt;
    for (std::size_t at = 0; at < shape.size(); ++at)
        if (shape[at] != '0' && text[at] != shape[at]) return std::nullopt;
    const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    const auto milli = digits(text, 20, 3);
    if (!year || !month || !day || !hour || !minute || !second || !milli) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    const bool in_range = *year >= 1970 && *year <= 2261 && *hour < 24 && *minute < 60 && *second < 60;
    if (!date.ok() || !in_range) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) + std::chrono::milliseconds(*milli);
}

std::optional<int> parse_attempt(const base::Json& value) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > INT32_MAX) return std::nullopt;
    return value.get<int>();
}

/// Takes the members of an event off a JSON object; remembers what is wrong first.
class MemberReader {
  public:
    explicit MemberReader(const base::Json& object) : object_(object) {}

    /// A text in the form `read` gives it.
    template <class Reader>
    auto text(const char* key, Reader read) {
        using Value = typename std::invoke_result_t<Reader, const std::string&>::value_type;
        const auto* member = find(key);
        if (member == nullptr) return Value{};
        if (!member->is_string()) return refuse<Value>(key, "is not a text");
        const auto value = read(member->template get_ref<const std::string&>());
        return value ? *value : refuse<Value>(key, "is malformed");
    }

    int attempt(const char* key) {
        const auto* member = find(key);
        if (member == nullptr) return 0;
        const auto value = parse_attempt(*member);
        return value ? *value : refuse<int>(key, "is not a count");
    }

    base::Json object(const char* key) {
        const auto* member = find(key);
        if (member == nullptr) return {};
        return member->is_object() ? *member : refuse<base::Json>(key, "is not an object");
    }

    const std::string& refusal() const { return refusal_; }

  private:
    const base::Json* find(const char* key) {
        const auto found = object_.find(key);
        if (found != object_.end()) return &*found;
        refuse<int>(key, "is missing");
        return nullptr;
    }

    template <class Value>
    Value refuse(std::string_view key, std::string_view reason) {
        if (refusal_.empty()) refusal_ = fmt::format("event.{} {}", key, reason);
        return Value{};
    }

    const base::Json& object_;
    std::string refusal_;
};

} // namespace

std::string to_text(const Event& event) {
    std::string text = R"({"event_id":)";
    base::append_json_string(text, event.id);
    text += fmt::format(
        R"(,"subject":"{}","lead_id":"{}","traceparent":"{}","occurred_at":"{}","attempt":{},"payload":)",
        to_text(event.subject), lead_id_text(event.lead), base::to_text(event.trace),
        base::to_rfc3339(event.occurred_at), event.attempt);
    text += base::to_text(event.payload);
    text += '}';
    return text;
}

base::Result<Event> parse_event(std::string_view text) {
    const auto json = base::parse_json(text, "event");
    if (!json) return base::failure(base::ErrorCode::invalid_input, "the event is not JSON");
    if (!json->is_object())
        return base::failure(base::ErrorCode::invalid_input, "the event is not an object");
    MemberReader members(*json);
    Event event;
    event.id = members.text("event_id", [](const std::string& id) { return std::optional(id); });
    event.subject = members.text("subject", parse_subject);
    event.lead = members.text("lead_id", parse_lead_id);
    event.trace = members.text("traceparent", base::parse_traceparent);
    event.occurred_at = members.text("occurred_at", parse_time);
    event.attempt = members.attempt("attempt");
    event.payload = members.object("payload");
    if (!members.refusal().empty()) return base::failure(base::ErrorCode::invalid_input, members.refusal());
    return event;
}

} // namespace redline::leadpipe
