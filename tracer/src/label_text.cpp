#include "redline/tracer/label_text.hpp"

#include "redline/base/json_text.hpp"

namespace redline::tracer {

namespace {

/// The length of what may stand at the front of a label: a UTF-8 sequence that is no control character; else
/// 0.
std::size_t fit_size(std::string_view text) {
    const auto byte = static_cast<unsigned char>(text.front());
    return byte < 0x20 || byte == 0x7f ? 0 : base::utf8_sequence_size(text);
}

std::size_t fit_prefix_size(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size()) {
        const auto step = fit_size(text.substr(size));
        if (step == 0) break;
        size += step;
    }
    return size;
}

} // namespace

std::string_view label_text(std::string_view text, std::string& buffer) {
    auto fit = fit_prefix_size(text);
    if (fit == text.size()) return text;
    buffer.clear();
    while (true) {
        buffer.append(text.substr(0, fit));
        if (fit == text.size()) return buffer;
        buffer += "\xef\xbf\xbd";
        text.remove_prefix(fit + 1);
        fit = fit_prefix_size(text);
    }
}

} // namespace redline::tracer
