#include "redline/base/error.hpp"

#include <algorithm>
#include <tuple>

#include "redline/base/quantity.hpp"

namespace redline::base {

namespace {

constexpr std::size_t diagnostics_shown_max = 20;

} // namespace

tl::unexpected<Error> failure(ErrorCode code, std::string message, std::string hint) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint), {}});
}

tl::unexpected<Error> failure(std::vector<Diagnostic> diagnostics) {
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
    return tl::unexpected<Error>(Error{ErrorCode::invalid_input, {}, {}, std::move(diagnostics)});
}

std::string to_text(const Error& error) {
    if (error.diagnostics.empty()) return error.message + (error.hint.empty() ? "" : "\n  = " + error.hint);
    std::string text;
    const auto shown = std::min(error.diagnostics.size(), diagnostics_shown_max);
    for (std::size_t at = 0; at < shown; ++at)
        text += (text.empty() ? "" : "\n") + to_text(error.diagnostics[at]);
    const auto left = error.diagnostics.size() - shown;
    if (left > 0) text += "\nand " + with_thousands(left) + " more like these";
    return text;
}

} // namespace redline::base
