#include "pattern.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace redline::alerting {

namespace {

constexpr std::size_t pattern_bytes_max = 256;
/// Bytes times counted repetitions: the automaton has about as many states, and libstdc++ recurses once a
/// state, so this keeps its stack below a megabyte even under a sanitizer.
constexpr std::size_t states_max = 4096;

std::size_t count_at(const std::string& text, std::size_t begin) {
    std::size_t count = 1;
    std::from_chars(text.data() + std::min(begin, text.size()), text.data() + text.size(), count);
    return count;
}

/// The product of the larger counts of every `{n,m}`: what nesting them could multiply a pattern by.
std::size_t repetitions(const std::string& text) {
    std::size_t product = 1;
    for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
        const auto comma = text.find(',', open);
        const auto upper = comma < text.find('}', open) ? count_at(text, comma + 1) : 1;
        const auto count = std::max({count_at(text, open + 1), upper, std::size_t{1}});
        product = std::min(product * std::min(count, states_max + 1), states_max + 1);
    }
    return product;
}

} // namespace

base::Result<Pattern> Pattern::compile(const std::string& text) {
    if (text.size() > pattern_bytes_max || text.size() * repetitions(text) > states_max)
        return base::failure(base::ErrorCode::invalid_input, "this pattern is too large",
                             fmt::format("at most {} bytes, and {} after every {{n}} is written out",
                                         pattern_bytes_max, states_max));
    try {
        // __polynomial (libstdc++) matches breadth first: no exponential backtracking, no back-references.
        return Pattern(std::regex(text, std::regex::ECMAScript | std::regex_constants::__polynomial));
    } catch (const std::regex_error&) {
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("`{}` is not a regular expression", text),
                             "ECMAScript's syntax without back-references");
    }
}

bool Pattern::matches(const std::string& value) const {
    try {
        return std::regex_match(value, regex_);
    } catch (const std::regex_error&) {
        return false; // the library's own limits on one match: a value that long is not what a rule means
    }
}

} // namespace redline::alerting
