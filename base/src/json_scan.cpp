#include "redline/base/json_scan.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "json_escapes.hpp"
#include "redline/base/json_plain.hpp"
#include "redline/base/json_text.hpp"

namespace redline::base {

namespace {

/// What parse_json allows to be open around a value.
constexpr std::size_t depth_max = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a number that is written so is within the range of a double, as parse_json wants it. Without an
/// exponent only hundreds of digits can be beyond.
bool finite(std::string_view written, bool has_exponent) {
    constexpr std::size_t digits_always_finite = 300;
    if (!has_exponent && written.size() < digits_always_finite) return true;
    return std::isfinite(number_of({JsonKind::number, written}));
}

/// How far each wanted path goes along with the way from the root to where the scan is.
class Trails {
  public:
    explicit Trails(std::span<WantedJson> wanted) : wanted_(wanted) {
        for (auto& each : wanted_) each.steps_made = 0;
        forget();
    }

    void forget() {
        for (auto& each : wanted_) each.found = {};
    }

    void step_to_key(std::size_t depth, std::string_view key) {
        step(depth, [&](const JsonStep& step) {
            const auto* wanted = std::get_if<std::string>(&step);
            return wanted != nullptr && *wanted == key;
        });
    }

    void step_to_index(std::size_t depth, std::size_t index) {
        step(depth, [&](const JsonStep& step) {
            const auto* wanted = std::get_if<std::size_t>(&step);
            return wanted != nullptr && *wanted == index;
        });
    }

    void leave(std::size_t depth) {
        for (auto& each : wanted_) each.steps_made = std::min(each.steps_made, depth);
    }

    void note(std::size_t depth, JsonSpot spot) {
        for (auto& each : wanted_)
            if (each.steps_made == depth && each.path.size() == depth) each.found = spot;
    }

  private:
    /// Every path that led to the array or object at `depth` goes on to its next value or does not. What was
    /// found behind an equal key before no longer counts.
    template <class Leads>
    void step(std::size_t depth, Leads leads) {
        for (auto& each : wanted_) {
            if (each.steps_made < depth || each.path.size() == depth) continue;
            const bool goes_on = leads(each.path[depth]);
            each.steps_made = goes_on ? depth + 1 : depth;
            if (goes_on) each.found = {};
        }
    }

    std::span<WantedJson> wanted_;
};

class Scan {
  public:
    Scan(std::string_view text, Trails& trails)
        : at_(text.data()), end_(text.data() + text.size()), trails_(trails) {}

    bool whole_text() {
        constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
        if (rest().starts_with(byte_order_mark)) at_ += byte_order_mark.size();
        if (!value(0)) return false;
        pass_space();
        return at_ == end_;
    }

  private:
    std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }
    bool next_is(char c) const { return at_ != end_ && *at_ == c; }

    void pass_space() {
        if (at_ != end_ && *at_ > ' ') return; // mostly there is none
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    }

    bool pass(char c) {
        if (!next_is(c)) pass_space();
        if (!next_is(c)) return false;
        ++at_;
        return true;
    }

    /// `depth` is how many arrays and objects are open.
    bool value(std::size_t depth) {
        pass_space();
        if (at_ == end_ || depth > depth_max) return false;
        switch (*at_) {
        case '"': return text(depth);
        case '{': return object(depth);
        case '[': return array(depth);
        case 't': return literal(depth, "true", JsonKind::boolean);
        case 'f': return literal(depth, "false", JsonKind::boolean);
        case 'n': return literal(depth, "null", JsonKind::null);
        default: return number(depth);
        }
    }

    bool object(std::size_t depth) {
        trails_.note(depth, {JsonKind::object, {}});
        ++at_;
        if (pass('}')) return true;
        do
            if (!key(depth) || !value(depth + 1)) return false;
        while (pass(','));
        trails_.leave(depth);
        return pass('}');
    }

    bool key(std::size_t depth) {
        pass_space();
        JsonSpot key{JsonKind::text, {}};
        bool escaped = false;
        if (depth + 1 > depth_max || !quoted(key.written, escaped) || !pass(':')) return false;
        trails_.step_to_key(depth, escaped ? text_of(key, key_room_) : key.written);
        return true;
    }

    bool array(std::size_t depth) {
        trails_.note(depth, {JsonKind::array, {}});
        ++at_;
        if (pass(']')) return true;
        std::size_t index = 0;
        do {
            trails_.step_to_index(depth, index++);
            if (!value(depth + 1)) return false;
        } while (pass(','));
        trails_.leave(depth);
        return pass(']');
    }

    bool text(std::size_t depth) {
        JsonSpot spot{JsonKind::text, {}};
        bool escaped = false;
        if (!quoted(spot.written, escaped)) return false;
        trails_.note(depth, spot);
        return true;
    }

    /// Passes a string from its first quotation mark to its last.
    bool quoted(std::string_view& written, bool& escaped) {
        if (!next_is('"')) return false;
        const auto* begin = ++at_;
        while (true) {
            at_ += plain_prefix(rest());
            if (at_ == end_) return false;
            if (*at_ == '"') break;
            escaped = escaped || *at_ == '\\';
            const auto size = *at_ == '\\' ? escape_size(rest()) : beyond_ascii_size();
            if (size == 0) return false;
            at_ += size;
        }
        written = {begin, static_cast<std::size_t>(at_ - begin)};
        ++at_;
        return true;
    }

    /// Of the character here; 0 for a control and for what is no UTF-8.
    std::size_t beyond_ascii_size() const {
        const auto size = utf8_sequence_size(rest());
        return size > 1 ? size : 0;
    }

    bool literal(std::size_t depth, std::string_view word, JsonKind kind) {
        if (!rest().starts_with(word)) return false;
        trails_.note(depth, {kind, {at_, word.size()}});
        at_ += word.size();
        return true;
    }

    bool digits() {
        const auto* begin = at_;
        while (at_ != end_ && is_digit(*at_)) ++at_;
        return at_ != begin;
    }

    bool number(std::size_t depth) {
        const auto* begin = at_;
        if (*at_ == '-') ++at_;
        if (!whole_part() || !fraction()) return false;
        const bool has_exponent = next_is('e') || next_is('E');
        if (has_exponent && !exponent()) return false;
        const std::string_view written(begin, static_cast<std::size_t>(at_ - begin));
        if (!finite(written, has_exponent)) return false;
        trails_.note(depth, {JsonKind::number, written});
        return true;
    }

    bool whole_part() {
        if (!next_is('0')) return digits();
        ++at_;
        return true;
    }

    bool fraction() {
        if (!next_is('.')) return true;
        ++at_;
        return digits();
    }

    bool exponent() {
        ++at_;
        if (next_is('+') || next_is('-')) ++at_;
        return digits();
    }

    const char* at_;
    const char* end_;
    Trails& trails_;
    std::string key_room_;
};

} // namespace

bool scan_json(std::string_view text, std::span<WantedJson> wanted) {
    Trails trails(wanted);
    if (Scan(text, trails).whole_text()) return true;
    trails.forget();
    return false;
}

bool boolean_of(const JsonSpot& spot) { return spot.written.starts_with('t'); }

double number_of(const JsonSpot& spot) {
    double number = 0;
    const auto* end = spot.written.data() + spot.written.size();
    if (std::from_chars(spot.written.data(), end, number).ec == std::errc()) return number;
    // Too large or too small for a double: only strtod tells which.
    return std::strtod(std::string(spot.written).c_str(), nullptr);
}

std::string_view text_of(const JsonSpot& spot, std::string& room) {
    if (spot.written.find('\\') == std::string_view::npos) return spot.written;
    room.clear();
    auto left = spot.written;
    while (!left.empty()) {
        const auto plain = std::min(left.find('\\'), left.size());
        room.append(left.substr(0, plain));
        left.remove_prefix(plain);
        if (!left.empty()) left.remove_prefix(append_unescaped(left, room));
    }
    return room;
}

} // namespace redline::base
