// The scan against the parser that builds documents: what is valid, and what stands where a path leads.
#include "redline/base/json_scan.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"
#include "redline/base/json_text.hpp"
#include "seeds.hpp"

namespace redline::property {

namespace {

using base::JsonKind;
using Path = std::vector<base::JsonStep>;

template <std::size_t size>
std::string_view any(base::Random& random, const std::string_view (&texts)[size]) {
    return texts[random.below(size)];
}

std::string_view any_space(base::Random& random) { return any(random, {"", "", "", " ", "\n\t", "\r "}); }

/// Few keys, so that some come twice, and one of them also with an escape.
std::string_view any_key(base::Random& random) {
    return any(random,
               {"\"a\"", "\"b\"", "\"\\u0061\"", "\"\"", "\"odd \\\" key\"", "\"longer than a word\""});
}

std::string_view any_scalar(base::Random& random) {
    return any(random, {"null",
                        "true",
                        "false",
                        "0",
                        "-0",
                        "12",
                        "-7.25",
                        "1e3",
                        "1E-400",
                        "0.1",
                        "9007199254740993",
                        "18446744073709551615",
                        "18446744073709551616",
                        "-9223372036854775809",
                        "123456789012345678901234567890",
                        "\"\"",
                        "\"sold\"",
                        "\"a text of more than eight\"",
                        "\"\\n\\\\\\/\"",
                        "\"\xc3\xa9\"",
                        "\"\\ud83d\\ude00 \\u20ac\"",
                        "\"\x7f\"",
                        "[]",
                        "{}"});
}

void append_value(base::Random& random, unsigned depth, std::string& out) {
    out += any_space(random);
    const auto kind = depth == 0 ? 0 : random.below(3);
    if (kind == 0) {
        out += any_scalar(random);
    } else {
        out += kind == 1 ? '[' : '{';
        for (auto left = random.below(4); left > 0; --left) {
            if (kind == 2)
                out.append(any_space(random)).append(any_key(random)).append(any_space(random)) += ':';
            append_value(random, depth - 1, out);
            if (left > 1) out += ',';
        }
        out += kind == 1 ? ']' : '}';
    }
    out += any_space(random);
}

std::string any_document(base::Random& random) {
    std::string text;
    append_value(random, 4, text);
    return text;
}

/// A byte taken out, put in, or another in its place; no zero byte, the one the two read differently.
void damage(base::Random& random, std::string& text) {
    constexpr std::string_view trouble = "[]{}:,\"\\0123eE+-.tfnu \n\x01\x7f\xc3\xa9\xed\xff";
    if (text.empty()) return;
    const auto at = random.below(text.size());
    const char byte =
        random.chance(0.8) ? trouble[random.below(trouble.size())] : static_cast<char>(1 + random.below(255));
    switch (random.below(4)) {
    case 0: text.erase(at, 1); return;
    case 1: text.insert(at, 1, byte); return;
    case 2: text.resize(at); return;
    default: text[at] = byte;
    }
}

Path any_path(base::Random& random) {
    constexpr std::string_view keys[] = {"a", "b", "", "odd \" key", "longer than a word"};
    Path path;
    for (auto left = random.below(4); left > 0; --left) {
        if (random.chance(0.5))
            path.emplace_back(random.below(3));
        else
            path.emplace_back(std::string(any(random, keys)));
    }
    return path;
}

const base::Json* child(const base::Json& parent, const base::JsonStep& step) {
    if (const auto* index = std::get_if<std::size_t>(&step))
        return parent.is_array() && *index < parent.size() ? &parent[*index] : nullptr;
    const auto& key = std::get<std::string>(step);
    return parent.is_object() && parent.contains(key) ? &parent[key] : nullptr;
}

const base::Json* by_document(const base::Json& root, const Path& path) {
    const auto* value = &root;
    for (const auto& step : path) {
        value = child(*value, step);
        if (value == nullptr) return nullptr;
    }
    return value;
}

bool same(const base::JsonSpot& spot, const base::Json* value) {
    std::string room;
    switch (spot.kind) {
    case JsonKind::absent: return value == nullptr;
    case JsonKind::null: return value != nullptr && value->is_null();
    case JsonKind::boolean:
        return value != nullptr && value->is_boolean() && value->get<bool>() == boolean_of(spot);
    case JsonKind::number:
        return value != nullptr && value->is_number() && value->get<double>() == number_of(spot);
    case JsonKind::text:
        return value != nullptr && value->is_string() && value->get<std::string>() == text_of(spot, room);
    case JsonKind::array: return value != nullptr && value->is_array();
    case JsonKind::object: return value != nullptr && value->is_object();
    }
    return false;
}

/// One scan for three paths, each held against the document.
void compare(base::Random& random, const std::string& text) {
    const Path paths[] = {any_path(random), any_path(random), any_path(random)};
    base::WantedJson wanted[] = {{paths[0]}, {paths[1]}, {paths[2]}};
    const auto document = base::parse_json(text, "x");
    BOOST_TEST_REQUIRE(base::scan_json(text, wanted) == document.has_value(), text);
    for (const auto& each : wanted) {
        const auto* value = document ? by_document(*document, {each.path.begin(), each.path.end()}) : nullptr;
        BOOST_TEST_REQUIRE(same(each.found, value), text << " found " << each.found.written);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_json_scan)

BOOST_AUTO_TEST_CASE(in_random_documents_both_find_the_same) {
    for_random_values("documents", 40'000,
                      [](base::Random& random) { compare(random, any_document(random)); });
}

BOOST_AUTO_TEST_CASE(damaged_documents_are_json_to_both_or_to_neither) {
    for_random_values("damaged", 40'000, [](base::Random& random) {
        auto text = any_document(random);
        for (auto left = 1 + random.below(3); left > 0; --left) damage(random, text);
        compare(random, text);
    });
}

BOOST_AUTO_TEST_CASE(strings_of_any_bytes_are_taken_by_both_or_by_neither) {
    for_random_values("strings", 40'000, [](base::Random& random) {
        constexpr std::string_view trouble =
            "\\\\u\"/bdDcC80eafnrt\x7f\xc0\xc2\xe0\xe2\xed\xef\xf0\xf4\x80\x9f\xa0\xbf";
        std::string text = "\"";
        for (auto left = random.below(16); left > 0; --left) text += trouble[random.below(trouble.size())];
        compare(random, text + '"');
    });
}

BOOST_AUTO_TEST_CASE(depth_ends_at_the_same_place) {
    for (std::size_t depth = 195; depth < 206; ++depth)
        for (const std::string_view inner : {"", "1", "{}", "{\"a\":1}"}) {
            const auto text = std::string(depth, '[') + std::string(inner) + std::string(depth, ']');
            BOOST_TEST(base::scan_json(text, {}) == base::parse_json(text, "x").has_value(),
                       depth << " around " << inner);
        }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::property
