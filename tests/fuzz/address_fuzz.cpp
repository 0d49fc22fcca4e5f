// Any bytes are an address line somebody typed: it is refused or respelled in letters a label printer has,
// and its tokens are labelled in order, alike whatever blanks and case it was typed in.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string>

#include "claim.hpp"
#include "redline/leadpipe/address.hpp"
#include "redline/leadpipe/address_labels.hpp"

using namespace redline::leadpipe;
using redline::fuzz::claim;

namespace {

bool is_printable(char c) { return c >= ' ' && c <= '~' && !(c >= 'a' && c <= 'z'); }

bool is_digits(std::string_view text, std::size_t count) {
    return text.size() == count &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

void check_repair(std::string_view line) {
    const auto address = parse_address(line);
    if (!address) {
        claim(!reason_of(address.error()).empty(), "a refusal has a reason");
        return;
    }
    claim(!delivery_line(*address).empty(), "what is read has a delivery line");
    claim(address->state.empty() || address->state.size() == 2, "a state has two letters");
    claim(address->zip.empty() || is_digits(address->zip, 5), "a ZIP code has five digits");
    claim(address->zip4.empty() || is_digits(address->zip4, 4), "its extension has four");
    const auto written = to_text(*address);
    claim(std::all_of(written.begin(), written.end(), is_printable), "an address is upper-case ASCII");
    claim(parse_address(written) == address, "what was respelled is read again as the same address");
}

/// The tokens with one blank between, or one line end where there was one.
std::string respaced(std::string_view line, const std::vector<LabelledToken>& tokens) {
    std::string text;
    const char* end = line.data();
    for (const auto& token : tokens) {
        const std::string_view gap(end, static_cast<std::size_t>(token.text.data() - end));
        if (!text.empty()) text += gap.find('\n') == std::string_view::npos ? ' ' : '\n';
        text += token.text;
        end = token.text.data() + token.text.size();
    }
    return text;
}

bool same_labels(const std::vector<LabelledToken>& a, const std::vector<LabelledToken>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& one, const auto& other) { return one.label == other.label; });
}

void check_labels(std::string_view line) {
    const auto tokens = label_address(line);
    std::size_t at = 0;
    for (const auto& token : tokens) {
        const auto from = static_cast<std::size_t>(token.text.data() - line.data());
        claim(!token.text.empty(), "no token is empty");
        claim(from >= at && from + token.text.size() <= line.size(), "tokens stand in the line, in order");
        at = from + token.text.size();
    }
    const auto spaced = respaced(line, tokens);
    claim(same_labels(tokens, label_address(spaced)), "blanks change no label");
    std::string shouted(line);
    for (auto& c : shouted) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    claim(same_labels(tokens, label_address(shouted)), "case changes no label");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    check_repair(line);
    check_labels(line);
    return 0;
}
