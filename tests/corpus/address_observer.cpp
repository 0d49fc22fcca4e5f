#include "address_observer.hpp"

#include <algorithm>
#include <cctype>

namespace redline::traffic::test {

namespace {

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
constexpr std::array<std::string_view, 16> more_state_words{
    "texas", "utah",     "vermont", "wisconsin", "wyoming",  "hampshire",  "jersey",   "mexico",
    "york",  "carolina", "dakota",  "island",    "virginia", "washington", "columbia", "yor"};
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

constexpr std::array traits = std::to_array<Trait>({
    {"all_caps", [](const ObservedLine& l) { return std::ranges::any_of(l.text, capital) && !std::ranges::any_of(l.text, small); }},
    {"all_lower", [](const ObservedLine& l) { return std::ranges::any_of(l.text, small) && !std::ranges::any_of(l.text, capital); }},
    {"no_comma", [](const ObservedLine& l) { return !holds(l, ","); }},
    {"double_space", [](const ObservedLine& l) { return holds(l, "  ") && !holds(l, "\n"); }},
    {"newline_or_tab", [](const ObservedLine& l) { return l.text.find_first_of("\n\t") != std::string_view::npos; }},
    {"trailing_punct", [](const ObservedLine& l) { return !l.text.empty() && std::string_view(".,;").find(l.text.back()) != std::string_view::npos; }},
    {"period_abbrev", period_abbreviation},
    {"suffix_abbrev", [](const ObservedLine& l) { return any_among(l, short_suffixes); }},
    {"suffix_full", [](const ObservedLine& l) { return any_among(l, long_suffixes); }},
    {"directional_abbrev", [](const ObservedLine& l) { return any_among(l, short_directions); }},
    {"directional_full", [](const ObservedLine& l) { return any_among(l, long_directions); }},
    {"unit_designator", [](const ObservedLine& l) { return any_among(l, unit_words); }},
    {"unit_hash", [](const ObservedLine& l) { return holds(l, "#"); }},
    {"po_box", post_box},
    {"rural_route", rural_route},
    {"intersection", [](const ObservedLine& l) { return holds(l, " & ") || holds(l, " and ") || holds(l, " AND ") || holds(l, " at ") || holds(l, " AT "); }},
    {"hyphen_number", [](const ObservedLine& l) { return !l.words.empty() && squeezed(l.words[0]) == "9-9"; }},
    {"letter_number", [](const ObservedLine& l) { return !l.words.empty() && squeezed(l.words[0]) == "9a" && l.words[0].size() > 1 && !ordinal(l.words[0]); }},
    {"fraction_number", [](const ObservedLine& l) { return holds(l, " 1/2"); }},
    {"wi_grid_number", wisconsin_grid},
    {"utah_grid", utah_grid},
    {"numeric_street_ordinal", [](const ObservedLine& l) { return std::ranges::any_of(l.words, ordinal); }},
    {"pre_dir", direction_before_name},
    {"non_ascii", [](const ObservedLine& l) { return std::ranges::any_of(l.text, [](char c) { return static_cast<unsigned char>(c) > 0x7f; }); }},
    {"paren_note", [](const ObservedLine& l) { return holds(l, "("); }},
    {"quote_char", [](const ObservedLine& l) { return holds(l, "\"") || holds(l, "'"); }},
    {"slash", [](const ObservedLine& l) { return holds(l, "/"); }},
    {"care_of_or_attn", [](const ObservedLine& l) { return std::ranges::any_of(l.words, [](const auto& w) { return w == "c/o" || w == "attn" || w == "attn:"; }); }},
    {"country", [](const ObservedLine& l) { return l.words.size() > 1 && (l.words.back() == "states" || l.words.back() == "usa" || l.words.back() == "us"); }},
    {"zip_any", has_zip},
    {"zip_plus4", [](const ObservedLine& l) { return has_zip(l) && outline(l.words[end_of_place(l) - 1]) == "99999-9999"; }},
    {"zip_9_nohyphen", [](const ObservedLine& l) { return has_zip(l) && all_digits(l.words[end_of_place(l) - 1], 9); }},
    {"zip_4digit_lost_zero", [](const ObservedLine& l) { return has_zip(l) && all_digits(l.words[end_of_place(l) - 1], 4); }},
    {"state", has_state},
    {"state_full_name", [](const ObservedLine& l) { return state_is(l, [](std::string_view raw) { return raw.size() > 3; }); }},
    {"state_lower", [](const ObservedLine& l) { return state_is(l, [](std::string_view raw) { return raw.size() == 2 && small(raw[0]); }); }},
});

std::string bare_word(std::string_view token) {
    std::string word;
    for (const char c : token)
        if (c != '.' || word.find('.') != std::string::npos) word += lowered(c);
    while (!word.empty() && std::string_view(".;\"()").find(word.back()) != std::string_view::npos)
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
