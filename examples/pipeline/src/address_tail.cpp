#include <algorithm>

#include "address_parts.hpp"
#include "redline/leadpipe/address_words.hpp"

namespace redline::leadpipe {

namespace {

bool ends_with(const Words& words, std::initializer_list<std::string_view> tail) {
    if (words.size() < tail.size()) return false;
    return std::equal(tail.begin(), tail.end(), words.end() - static_cast<std::ptrdiff_t>(tail.size()),
                      [](std::string_view wanted, const Word& word) { return word.text == wanted; });
}

void drop_last(Words& words, std::size_t count) {
    words.resize(words.size() - std::min(count, words.size()));
}

void take_country(Words& words) {
    if (ends_with(words, {"UNITED", "STATES", "OF", "AMERICA"})) return drop_last(words, 4);
    if (ends_with(words, {"UNITED", "STATES"})) return drop_last(words, 2);
    if (ends_with(words, {"EE", "UU"})) return drop_last(words, 2);
    if (ends_with(words, {"USA"}) || (words.size() > 2 && ends_with(words, {"US"}))) drop_last(words, 1);
}

/// `62704`, `62704-1234`, `627041234`.
bool read_zip(std::string_view word, Address& address) {
    const bool plus4 = word.size() == 10 && word[5] == '-' && is_number(word.substr(6));
    const bool zip9 = word.size() == 9 && is_number(word);
    if (!plus4 && !zip9 && word.size() != 5) return false;
    if (!is_number(word.substr(0, 5))) return false;
    address.zip = word.substr(0, 5);
    if (plus4 || zip9) address.zip4 = word.substr(word.size() - 4);
    return true;
}

bool is_box_word(std::string_view word) {
    return word == "BOX" || word == "POB" || word == "#" || word == "LOCKBOX" || word == "DRAWER";
}

void take_zip(Words& words, Address& address) {
    if (words.size() < 2 || is_box_word(words[words.size() - 2].text)) return;
    if (read_zip(words.back().text, address)) return drop_last(words, 1);
    // Spreadsheets turn 07030 into 7030; only after a state is a four-digit number surely a ZIP code.
    const auto& last = words.back().text;
    if (last.size() == 4 && is_number(last) && !state_of(words[words.size() - 2].text).empty()) {
        address.zip = "0" + last;
        drop_last(words, 1);
    }
}

/// The state the words end with, in up to three words, and how many words it takes.
std::size_t state_at_end(const Words& words, std::string_view& state) {
    for (std::size_t count = std::min<std::size_t>(3, words.size()); count > 0; --count) {
        state = state_of(joined(words, words.size() - count, words.size()));
        if (!state.empty()) return count;
    }
    return 0;
}

/// `ST`-like words that are a state and a suffix at once are a state only where a ZIP code followed or
/// enough stands before them.
bool may_be_state(const Words& words, std::size_t count, const Address& address) {
    const auto& word = words[words.size() - count].text;
    const bool other_meaning =
        !suffix_of(word).empty() || !directional_of(word).empty() || !unit_of(word).empty();
    return !address.zip.empty() || (words.size() > count && (!other_meaning || words.back().breaks));
}

void take_state(Words& words, Address& address) {
    std::string_view state;
    const auto count = state_at_end(words, state);
    if (count == 0 || !may_be_state(words, count, address)) return;
    if (address.state.empty()) address.state = state;
    drop_last(words, count);
}

/// `… CONCORD CA 94520 CONCORD CA 94520`: forms that copy the city fields behind the line.
void drop_repeated_zip(Words& words, Address& address) {
    if (address.zip.empty()) return;
    for (std::size_t at = 1; at < words.size(); ++at) {
        if (!words[at].text.starts_with(address.zip)) continue;
        words.resize(at);
        return take_state(words, address);
    }
}

/// `… BARSTOW CA BARSTOW` with the state of the end already taken.
void drop_repeated_city(Words& words, const Address& address) {
    for (std::size_t at = 1; at + 1 < words.size(); ++at) {
        const auto tail = words.size() - at - 1;
        if (at < tail || state_of(words[at].text) != address.state || address.state.empty()) continue;
        const auto same = [](const Word& a, const Word& b) { return a.text == b.text; };
        const auto first = words.begin() + static_cast<std::ptrdiff_t>(at);
        if (std::equal(first + 1, words.end(), first - static_cast<std::ptrdiff_t>(tail), same))
            return words.resize(at);
    }
}

} // namespace

void take_tail(Words& words, Address& address) {
    take_country(words);
    take_zip(words, address);
    take_country(words);
    take_state(words, address);
    if (address.zip.empty()) take_zip(words, address);
    drop_repeated_zip(words, address);
    drop_repeated_city(words, address);
}

} // namespace redline::leadpipe
