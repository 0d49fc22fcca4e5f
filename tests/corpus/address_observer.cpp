#include "address_observer.hpp"

#include <algorithm>
#include <cctype>

namespace redline::traffic::test {

namespace {

using Line = const ObservedLine&;
using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 54> states{
    "al", "ak", "az", "ar", "ca", "co", "ct", "de", "dc", "fl", "ga", "hi", "id", "il",
    "in", "ia", "ks", "ky", "la", "me", "md", "ma", "mi", "mn", "ms", "mo", "mt", "ne",
    "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok", "or", "pa", "ri", "sc", "sd",
    "tn", "tx", "ut", "vt", "va", "wa", "wv", "wi", "wy", "ae", "ap", "aa"};
constexpr std::array<std::string_view, 33> state_last_words{
    "alabama",  "alaska",    "arizona",     "arkansas",     "california", "colorado", "connecticut",
    "delaware", "florida",   "georgia",     "hawaii",       "idaho",      "illinois", "indiana",
    "iowa",     "kansas",    "kentucky",    "louisiana",    "maine",      "maryland", "massachusetts",
    "michigan", "minnesota", "mississippi", "missouri",     "montana",    "nebraska", "nevada",
    "ohio",     "oklahoma",  "oregon",      "pennsylvania", "tennessee"};
constexpr std::array<std::string_view, 15> more_state_words{
    "texas", "utah",     "vermont", "wisconsin", "wyoming",  "hampshire",  "jersey",  "mexico",
    "york",  "carolina", "dakota",  "island",    "virginia", "washington", "columbia"};
constexpr std::array<std::string_view, 8> short_directions{"n", "s", "e", "w", "ne", "nw", "se", "sw"};
constexpr std::array<std::string_view, 8> long_directions{"north",     "south",     "east",      "west",
                                                          "northeast", "northwest", "southeast", "southwest"};
constexpr std::array<std::string_view, 21> short_suffixes{
    "st", "ave", "rd",  "dr",  "blvd", "pl",  "ln", "ct",    "hwy",  "pkwy", "cir",
    "av", "trl", "ter", "fwy", "ctr",  "crt", "py", "pkway", "expy", "hgwy"};
constexpr std::array<std::string_view, 18> long_suffixes{
    "street",  "road",   "avenue", "drive", "boulevard", "way",   "lane",   "place",  "highway",
    "parkway", "circle", "park",   "court", "freeway",   "plaza", "square", "center", "terrace"};
constexpr std::array<std::string_view, 16> unit_words{
    "ste",  "suite", "apt", "apartment", "unit", "floor",    "flr", "fl",
    "room", "rm",    "lot", "trlr",      "bldg", "building", "bld", "dept"};

bool among(std::string_view word, Words list) { return std::ranges::find(list, word) != list.end(); }
bool any_among(const ObservedLine& line, Words list) {
    return std::ranges::any_of(line.words, [&](const auto& word) { return among(word, list); });
}
bool holds(const ObservedLine& line, std::string_view piece) {
    return line.text.find(piece) != std::string_view::npos;
}

char lowered(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool small(char c) { return c >= 'a' && c <= 'z'; }
bool capital(char c) { return c >= 'A' && c <= 'Z'; }

/// `12345-6789` → `99999-9999`, `12B` → `99a`: a token's outline.
std::string outline(std::string_view token) {
    std::string shape;
    for (const char c : token) shape += digit(c) ? '9' : letter(c) ? 'a' : c;
    return shape;
}

/// The outline with runs of one sign made one.
std::string squeezed(std::string_view token) {
    auto shape = outline(token);
    shape.erase(std::unique(shape.begin(), shape.end()), shape.end());
    return shape;
}

bool all_digits(std::string_view word, std::size_t size) {
    return word.size() == size && std::ranges::all_of(word, digit);
}

/// A token that may be a ZIP code at the end of a line of several words.
bool zip_shaped(std::string_view word) {
    return all_digits(word, 5) || all_digits(word, 9) || outline(word) == "99999-9999";
}

bool state_word(std::string_view word) {
    return among(word, states) || among(word, state_last_words) || among(word, more_state_words);
}

bool country_word(std::string_view word) {
    return word == "united" || word == "states" || word == "usa" || word == "us";
}

/// Where the last word is that is no country: the place of a ZIP code or a state.
std::size_t end_of_place(const ObservedLine& line) {
    auto end = line.words.size();
    while (end > 0 && (country_word(line.words[end - 1]) || line.words[end - 1].empty())) --end;
    return end;
}

/// Words whose number is no ZIP code.
bool numbered_thing(std::string_view word) {
    constexpr std::array<std::string_view, 13> things{"box",        "pob",   "lockbox", "#",   "dept",
                                                      "department", "file",  "code",    "bin", "msc",
                                                      "pmb",        "tower", "building"};
    return among(word, things);
}

bool has_zip(const ObservedLine& line) {
    const auto end = end_of_place(line);
    if (end < 2) return false;
    const auto& last = line.words[end - 1];
    const auto& before = line.words[end - 2];
    if (zip_shaped(last)) return !numbered_thing(before);
    return all_digits(last, 4) && state_word(before);
}

/// The index of the word that would be the state, one too far when there is none.
std::size_t state_at(const ObservedLine& line) {
    const auto end = end_of_place(line);
    const bool zip = has_zip(line);
    if (end < (zip ? 2u : 1u)) return line.words.size();
    const auto at = end - (zip ? 2 : 1);
    const auto& word = line.words[at];
    const bool street_word = among(word, short_directions) || among(word, short_suffixes) || word == "fl";
    const bool place_name = among(word, more_state_words) && !zip;
    return state_word(word) && (zip || !street_word) && !place_name ? at : line.words.size();
}

bool has_state(const ObservedLine& line) { return state_at(line) < line.words.size(); }

bool state_is(const ObservedLine& line, bool (*fits)(std::string_view raw)) {
    const auto at = state_at(line);
    return at < line.words.size() && fits(line.raw[at]);
}

bool ordinal(std::string_view word) {
    if (word.size() < 3 || !digit(word[word.size() - 3])) return false;
    const auto end = word.substr(word.size() - 2);
    return end == "st" || end == "nd" || end == "rd" || end == "th";
}

bool grid_direction(std::string_view word) {
    return word.size() == 1 && std::string_view("nsew").find(word) != std::string_view::npos;
}

/// A direction right behind the first number of the line, and something behind it.
bool direction_before_name(const ObservedLine& line) {
    const auto number =
        std::ranges::find_if(line.words, [](const auto& word) { return squeezed(word).starts_with('9'); });
    if (line.words.end() - number < 3 || ordinal(*number)) return false;
    return among(*(number + 1), short_directions) || among(*(number + 1), long_directions);
}

bool utah_grid(const ObservedLine& line) {
    for (std::size_t i = 0; i + 3 < line.words.size(); ++i)
        if (squeezed(line.words[i]) == "9" && grid_direction(line.words[i + 1]) &&
            squeezed(line.words[i + 2]) == "9" && grid_direction(line.words[i + 3]))
            return true;
    return false;
}

/// `po box`, `p.o.box`, `p o box`, `pob`, `post office box`, however they are cut.
bool post_box(const ObservedLine& line) {
    std::string joined;
    for (const auto& word : line.words) joined += ' ' + word;
    for (const std::string_view phrase :
         {" po box", " p o box", " p.o.box", " pob ", " pobox", " post office box"})
        if (joined.find(phrase) != std::string::npos) return true;
    return false;
}

bool period_abbreviation(const ObservedLine& line) {
    return std::ranges::any_of(line.raw, [](const std::string& token) {
        if (token.size() < 2 || token.back() != '.') return false;
        std::string word(token, 0, token.size() - 1);
        std::ranges::transform(word, word.begin(), lowered);
        return among(word, short_suffixes) || among(word, short_directions) || among(word, unit_words);
    });
}

bool rural_route(const ObservedLine& line) {
    constexpr std::array<std::string_view, 6> routes{"rr", "hc", "hcr", "rfd", "rural", "star"};
    return any_among(line, routes);
}

/// `N42W12345`, and its cousins cut by spaces: `N42 W12345`.
bool wisconsin_grid(const ObservedLine& line) {
    if (line.words.empty() || line.words[0].size() < 2) return false;
    const auto shape = squeezed(line.words[0]);
    return (shape == "a9a9" || shape == "a9") && grid_direction(line.words[0].substr(0, 1)) &&
           digit(line.words[0][1]);
}

bool capitals_only(Line line) {
    return std::ranges::any_of(line.text, capital) && !std::ranges::any_of(line.text, small);
}
bool small_letters_only(Line line) {
    return std::ranges::any_of(line.text, small) && !std::ranges::any_of(line.text, capital);
}

bool mark_at_end(Line line) {
    return line.text.ends_with('.') || line.text.ends_with(',') || line.text.ends_with(';');
}

bool crossing(Line line) {
    return std::ranges::any_of(line.words,
                               [](const auto& word) { return word == "&" || word == "and" || word == "at"; });
}

bool letter_behind_number(Line line) {
    return !line.words.empty() && squeezed(line.words[0]) == "9a" && !ordinal(line.words[0]);
}

bool beyond_ascii(Line line) {
    return std::ranges::any_of(line.text, [](char c) { return static_cast<unsigned char>(c) > 0x7f; });
}

bool sent_to_another(Line line) {
    return std::ranges::any_of(
        line.words, [](const auto& word) { return word == "c/o" || word == "attn" || word == "attn:"; });
}

bool country_at_end(Line line) {
    return line.words.size() > 1 && line.words.back() != "united" && country_word(line.words.back());
}

bool zip_is(Line line, bool (*fits)(std::string_view zip)) {
    return has_zip(line) && fits(line.words[end_of_place(line) - 1]);
}

bool state_spelled_out(Line line) {
    return state_is(line, [](std::string_view raw) { return raw.size() > 3; });
}

bool state_in_small_letters(Line line) {
    return state_is(line, [](std::string_view raw) { return raw.size() == 2 && small(raw[0]); });
}

constexpr std::array traits = std::to_array<Trait>({
    {"all_caps", capitals_only},
    {"all_lower", small_letters_only},
    {"no_comma", [](Line l) { return !holds(l, ","); }},
    {"double_space", [](Line l) { return holds(l, "  ") && !holds(l, "\n"); }},
    {"newline_or_tab", [](Line l) { return l.text.find_first_of("\n\t") != std::string_view::npos; }},
    {"trailing_punct", mark_at_end},
    {"period_abbrev", period_abbreviation},
    {"suffix_abbrev", [](Line l) { return any_among(l, short_suffixes); }},
    {"suffix_full", [](Line l) { return any_among(l, long_suffixes); }},
    {"directional_abbrev", [](Line l) { return any_among(l, short_directions); }},
    {"directional_full", [](Line l) { return any_among(l, long_directions); }},
    {"unit_designator", [](Line l) { return any_among(l, unit_words); }},
    {"unit_hash", [](Line l) { return holds(l, "#"); }},
    {"po_box", post_box},
    {"rural_route", rural_route},
    {"intersection", crossing},
    {"hyphen_number", [](Line l) { return !l.words.empty() && squeezed(l.words[0]) == "9-9"; }},
    {"letter_number", letter_behind_number},
    {"fraction_number", [](Line l) { return holds(l, " 1/2"); }},
    {"wi_grid_number", wisconsin_grid},
    {"utah_grid", utah_grid},
    {"numeric_street_ordinal", [](Line l) { return std::ranges::any_of(l.words, ordinal); }},
    {"pre_dir", direction_before_name},
    {"non_ascii", beyond_ascii},
    {"paren_note", [](Line l) { return holds(l, "("); }},
    {"quote_char", [](Line l) { return holds(l, "\"") || holds(l, "'"); }},
    {"slash", [](Line l) { return holds(l, "/"); }},
    {"care_of_or_attn", sent_to_another},
    {"country", country_at_end},
    {"zip_any", has_zip},
    {"zip_plus4", [](Line l) { return zip_is(l, [](std::string_view zip) { return zip.size() == 10; }); }},
    {"zip_9_nohyphen",
     [](Line l) { return zip_is(l, [](std::string_view zip) { return zip.size() == 9; }); }},
    {"zip_4digit_lost_zero",
     [](Line l) { return zip_is(l, [](std::string_view zip) { return zip.size() == 4; }); }},
    {"state", has_state},
    {"state_full_name", state_spelled_out},
    {"state_lower", state_in_small_letters},
});

std::string bare_word(std::string_view token) {
    std::string word;
    for (const char c : token)
        if (c != '.') word += lowered(c);
    while (!word.empty() && std::string_view(";\"()").find(word.back()) != std::string_view::npos)
        word.pop_back();
    return word;
}

} // namespace

ObservedLine::ObservedLine(std::string_view line) : text(line) {
    constexpr std::string_view gaps = " \t\n,";
    for (auto at = line.find_first_not_of(gaps); at != std::string_view::npos;) {
        const auto end = std::min(line.find_first_of(gaps, at), line.size());
        raw.emplace_back(line.substr(at, end - at));
        words.push_back(bare_word(raw.back()));
        at = line.find_first_not_of(gaps, end);
    }
}

std::span<const Trait> observed_traits() { return traits; }

TraitCounter::TraitCounter() : seen_(traits.size()) {}

void TraitCounter::add(std::string_view text) {
    const ObservedLine line(text);
    for (std::size_t i = 0; i < traits.size(); ++i) seen_[i] += traits[i].seen(line) ? 1 : 0;
    ++lines_;
}

double TraitCounter::percent(std::string_view trait) const {
    const auto at = std::ranges::find(traits, trait, &Trait::name) - traits.begin();
    return 100.0 * static_cast<double>(seen_.at(static_cast<std::size_t>(at))) / static_cast<double>(lines_);
}

} // namespace redline::traffic::test
