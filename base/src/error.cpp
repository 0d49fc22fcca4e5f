#include "redline/base/error.hpp"

#include <algorithm>
#include <tuple>

namespace redline::base {

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
    for (const auto& diagnostic : error.diagnostics) text += (text.empty() ? "" : "\n") + to_text(diagnostic);
    return text;
}

} // namespace redline::base
