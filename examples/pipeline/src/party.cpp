#include "redline/leadpipe/party.hpp"

#include <algorithm>
#include <utility>

#include "redline/leadpipe/address.hpp"
#include "redline/leadpipe/text_fold.hpp"
#include "redline/leadpipe/word_likeness.hpp"

namespace redline::leadpipe {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }

/// An apostrophe, or the question mark it becomes on the way through an encoding that has none.
bool is_apostrophe(char c) { return c == '\'' || c == '?' || c == '`'; }

std::vector<std::string> words_in(std::string_view folded) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : folded) {
        if (is_letter_or_digit(c) && word.size() < word_letters_max) word += c;
        if (is_letter_or_digit(c) || is_apostrophe(c)) continue;
        if (!word.empty()) words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

/// Text in another script or no script at all is one word of its own bytes, so that it still differs.
std::vector<std::string> name_words(const std::string& name) {
    auto words = words_in(fold_to_ascii(name).value_or(std::string()));
    if (words.empty() && name.find_first_not_of(" \t\r\n") != std::string::npos)
        words.push_back(name.substr(0, word_letters_max));
    std::sort(words.begin(), words.end());
    if (words.size() > name_words_max) words.resize(name_words_max);
    return words;
}

std::string digits_in(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
    return digits;
}

/// The last ten, for some write +1 before them and some no area code.
std::string phone_digits(std::string_view phone) {
    const auto folded = fold_to_ascii(phone).value_or(std::string());
    const auto digits = digits_in(std::string_view(folded).substr(0, folded.find_first_of("X#E;")));
    return digits.size() > 10 ? digits.substr(digits.size() - 10) : digits;
}

/// `723-725` is the range that begins at 723; `45-12`, as in Queens, is one house.
std::string first_of_range(const std::string& number) {
    const auto dash = number.find('-');
    return dash != std::string::npos && dash >= 3 ? number.substr(0, dash) : number;
}

void read_place(const Address& address, PartyTraits& traits) {
    traits.number = first_of_range(address.number);
    traits.directional = address.pre.empty() ? address.post : address.pre;
    traits.street = words_in(address.street + ' ' + address.cross_street);
    traits.unit = address.unit.substr(address.unit.find(' ') + 1);
    if (!address.cross_street.empty()) traits.number = "&";
    if (address.number.empty() && !address.po_box.empty()) {
        traits.number = address.po_box;
        traits.street = words_in(address.route + " BOX");
    }
    traits.zip = address.zip;
}

/// Nobody's reading: the first word with a digit and what follows it.
void read_bare_words(std::string_view line, PartyTraits& traits) {
    auto words = words_in(fold_to_ascii(line).value_or(std::string()));
    const auto number =
        std::find_if(words.begin(), words.end(), [](const auto& word) { return is_digit(word.front()); });
    if (number == words.end()) return;
    traits.number = *number;
    traits.street.assign(number + 1, words.end());
}

} // namespace

PartyTraits traits_of(const Party& party) {
    PartyTraits traits;
    traits.name = name_words(party.name);
    if (const auto address = parse_address(party.address))
        read_place(*address, traits);
    else
        read_bare_words(party.address, traits);
    if (traits.street.size() > name_words_max) traits.street.resize(name_words_max);
    if (const auto zip = digits_in(party.zip); zip.size() >= 5) traits.zip = zip.substr(0, 5);
    traits.phone = phone_digits(party.phone);
    return traits;
}

} // namespace redline::leadpipe
