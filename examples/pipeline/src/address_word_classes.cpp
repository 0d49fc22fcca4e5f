#include "address_word_classes.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "redline/leadpipe/address_tokens.hpp"
#include "redline/leadpipe/address_words.hpp"
#include "redline/leadpipe/text_fold.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::array<std::string_view, word_class_count> class_names = {
    "digits_1",    "digits_2",     "digits_3",      "digits_4",     "digits_5",      "digits_more",
    "zip9",        "range",        "digit_first",   "letter_first", "ordinal",       "letter",
    "number_word", "ordinal_word", "fraction",      "number_sign",  "ampersand",     "signs",
    "comma",       "bracket",      "strong_suffix", "weak_suffix",  "direction",     "direction_word",
    "state",       "state_word",   "occupancy",     "subaddress",   "floor",         "lone_unit",
    "highway",     "box",          "post",          "box_group",    "military_city", "country",
    "and_at",      "corner",       "small_word",    "firm",         "care",          "building",
    "landmark",    "modifier",     "place_opener",  "place_closer", "street_opener", "title",
    "initial",     "plain",        "repeated",      "large_city",
};

struct ClassRow {
    WordClass word_class;
    std::string_view words;
};

/// Beside the tables of address_words.hpp: designators of USPS Publication 28 (sections 213, 24, 25, 28, 29
/// and 238: units, routes, boxes, Puerto Rico, military mail) and common English and Spanish words of names.
/// What was missing was added after reading odd lines of the corpus, never even ones.
constexpr ClassRow class_rows[] = {
    {WordClass::ordinal_word, "FIRST SECOND THIRD FOURTH FIFTH SIXTH SEVENTH EIGHTH NINTH TENTH"},
    {WordClass::number_word, "THIRTEEN FOURTEEN SIXTEEN SEVENTEEN EIGHTEEN NINETEEN THIRTY FORTY FIFTY"},
    {WordClass::occupancy,
     "STE SUITE SUIT SUTE APT APARTMENT APTS APTMT UNIT UNT RM ROOM SPC SPACE LOT TRLR TRAILER "
     "CONDO FLAT SLIP HNGR HANGAR STALL CUBICLE OFC"},
    {WordClass::subaddress,
     "BLDG BUILDING BLD BLG BLDNG DEPT DEPARTMENT DPT MSC MC MS PMB BIN REF KBA CLIENT CODE "
     "FILE ACCT ACCOUNT STOP MAILSTOP MAIL MAILBOX DRAWER SUBSTATION WING URB URBANIZACION "
     "COND EDIF EDIFICIO RES RESIDENCIAL BARRIO SECTOR"},
    {WordClass::floor, "FL FLOOR FLR FLOR LEVEL LVL"},
    {WordClass::lone_unit, "LOWER UPPER LOBBY GROUND MEZZANINE CONFERENCE EXECUTIVE"},
    {WordClass::box, "BOX BX POBOX POB LOCKBOX LBX DRAWER APARTADO CALLER BOXES"},
    {WordClass::post, "P O PO POST OFFICE LOCK OFC"},
    {WordClass::box_group, "RR RT RTE RFD RRT ROUTE HC HCR RURAL STAR CONTRACT PSC CMR"},
    {WordClass::military_city, "APO FPO DPO"},
    {WordClass::country, "USA US UNITED STATES AMERICA"},
    {WordClass::and_at, "AND AT"},
    {WordClass::corner, "CORNER INTERSECTION JUNCTION JCT JCTN CRSRDS CROSSROADS"},
    {WordClass::small_word, "OF THE DE LA DEL LAS LOS EL LE DU Y IN ON FOR"},
    {WordClass::firm,
     "INC INCORPORATED LLC LLP LP LTD CO COMPANY CORP CORPORATION BANK GROUP ASSOCIATES ASSN ASSOC "
     "SERVICE SERVICES SVCS SOLUTIONS SYSTEMS MANAGEMENT MGMT REALTY PROPERTIES INVESTMENTS "
     "INVESTMENT PARTNERS HOLDINGS ENTERPRISES AGENCY INSURANCE LEGAL SUPPORT SECURITY "
     "INTERNATIONAL NATIONAL CORPORATE GENERAL OFFICE OFFICES FOUNDATION COUNCIL INSTITUTE FOODS "
     "PAYROLL RESEARCH CONSULTING CUSTOMER CUST FLOWERS GIFTS SHOP STORE PAC"},
    {WordClass::care, "C/O CO/ ATTN ATTENTION CARE CLO"},
    {WordClass::building,
     "TOWER TOWERS PLAZA PLZ BUILDING BLDG BLG CENTER CTR CENTRE APARTMENTS APTS CONDOS CONDOMINIUM "
     "CONDOMINIUMS TOWNHOMES TOWNHOUSES GALLERIA COMMONS SQUARE HALL HOUSE COMPLEX INDUSTRIAL "
     "PLACE COLONY FINANCIAL PROFESSIONAL PROF BUSINESS EXCHANGE ATRIUM MANOR HOTEL"},
    {WordClass::landmark,
     "AIRPORT ARPT ARPR MUNICIPAL REGIONAL RGNL MALL FIELD STADIUM ARENA MUSEUM MARKET MONUMENT "
     "ZOO LIBRARY HOSPITAL UNIVERSITY COLLEGE SCHOOL CHURCH CEMETERY COURTHOUSE"},
    {WordClass::modifier, "OLD BUSINESS ALTERNATE ALT LOOP BYPASS SPUR EXT EXTENDED EXTENSION"},
    {WordClass::place_opener,
     "SAN SANTA SAINT ST STE FORT FT MOUNT MT NEW PORT LOS LAS EL LA GRAND PALM CEDAR LAKE GLEN "
     "UPPER LOWER BAY"},
    {WordClass::place_closer,
     "CITY BEACH BCH BH PARK PK HEIGHTS HTS SPRINGS SPGS FALLS FLS TOWNSHIP TWP VILLAGE VLG GROVE "
     "GRV ISLAND VALLEY VY HILLS HILL HL HARBOR HBR RAPIDS LAKES GARDENS WOODS TOWN BRANCH BR "
     "POINT PT RIDGE CENTER CREEK BORO"},
    {WordClass::street_opener,
     "CALLE AVENIDA AVE CAMINO RUE VIA ALAMEDA PASEO BOULEVARD AVENUE CAMINITO CARR CARRETERA"},
    {WordClass::title, "MR MRS MS DR REV JR SR II III ESQ"},
    {WordClass::weak_suffix, "GATE OVERLOOK CONCOURSE STRIP TURN EXPWY AL BAY CHASE"},
    // The largest by the 2020 census that one word names; of the others place_opener has the first.
    {WordClass::large_city,
     "CHICAGO HOUSTON PHOENIX PHILADELPHIA DALLAS AUSTIN JACKSONVILLE COLUMBUS CHARLOTTE INDIANAPOLIS "
     "SEATTLE DENVER "
     "OKLAHOMA NASHVILLE BOSTON PORTLAND DETROIT MEMPHIS LOUISVILLE BALTIMORE MILWAUKEE ALBUQUERQUE TUCSON "
     "FRESNO "
     "SACRAMENTO MESA KANSAS ATLANTA OMAHA COLORADO RALEIGH MIAMI OAKLAND MINNEAPOLIS TULSA TAMPA ARLINGTON "
     "WICHITA "
     "CLEVELAND HONOLULU ANAHEIM STOCKTON CINCINNATI PITTSBURGH LEXINGTON ANCHORAGE NEWARK TOLEDO ORLANDO "
     "BUFFALO "
     "MADISON RENO LUBBOCK ROCHESTER SPOKANE RICHMOND BROOKLYN BRONX QUEENS MANHATTAN NYC WASHINGTON"},
    {WordClass::highway, "FM RM TH CTH STH USH HWYS SPUR BUSINESS FARM COUNTRY"},
};

using Table = std::unordered_map<std::string_view, WordClasses>;

Table table_of_rows() {
    Table table;
    for (auto [word_class, words] : class_rows) {
        while (!words.empty()) {
            const auto end = std::min(words.find(' '), words.size());
            if (end > 0) table[words.substr(0, end)].add(word_class);
            words.remove_prefix(std::min(end + 1, words.size()));
        }
    }
    return table;
}

bool is_joint(char c) { return c == '-' || c == '/'; }

/// `Ave.,` → `AVE`, `(N.W.)` → `NW`, `60642—2534` → `60642-2534`, `½` → `1/2`.
std::string core_of(std::string_view token) {
    auto core = fold_to_ascii(token).value_or(std::string());
    std::erase_if(core, [](char c) {
        const bool kept =
            (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || is_joint(c) || c == '#' || c == '&';
        return !kept;
    });
    while (!core.empty() && is_joint(core.back())) core.pop_back();
    core.erase(core.begin(), std::find_if_not(core.begin(), core.end(), is_joint));
    return core;
}

void add_number_shape(std::string_view core, WordClasses& classes) {
    constexpr WordClass by_length[] = {WordClass::digits_1, WordClass::digits_2, WordClass::digits_3,
                                       WordClass::digits_4, WordClass::digits_5};
    const bool fraction = core.find('/') != std::string_view::npos;
    const bool joined = core.find('-') != std::string_view::npos;
    const bool letters = std::any_of(core.begin(), core.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool plus_4 = core.size() == 10 && core[5] == '-' && is_number(core.substr(0, 5));
    if (is_number(core) && core.size() <= std::size(by_length))
        return classes.add(by_length[core.size() - 1]);
    if (plus_4 || (core.size() == 9 && is_number(core))) return classes.add(WordClass::zip9);
    if (is_number(core)) return classes.add(WordClass::digits_more);
    if (is_ordinal(core)) return classes.add(WordClass::ordinal);
    if (fraction && !letters) return classes.add(WordClass::fraction);
    if (joined && !letters) return classes.add(WordClass::range);
    classes.add(core.front() <= '9' ? WordClass::digit_first : WordClass::letter_first);
}

/// Classes of its characters alone.
void add_shape(std::string_view token, std::string_view core, WordClasses& classes) {
    classes.add(WordClass::bracket, token.front() == '(' || token.back() == ')');
    classes.add(WordClass::comma, token.back() == ',' || token.back() == ';');
    if (core == "#") return classes.add(WordClass::number_sign);
    if (core == "&") return classes.add(WordClass::ampersand);
    if (core.empty()) return classes.add(WordClass::signs);
    if (has_digit(core)) return add_number_shape(core, classes);
    if (core.size() == 1) classes.add(WordClass::letter);
    if (core.size() == 1 && token.size() > 1 && token[1] == '.') classes.add(WordClass::initial);
}

/// Classes by the dictionaries the parser uses as well.
void add_dictionaries(std::string_view core, WordClasses& classes) {
    const auto suffix = suffix_of(core);
    classes.add(is_strong_suffix(suffix) ? WordClass::strong_suffix : WordClass::weak_suffix,
                !suffix.empty());
    if (!directional_of(core).empty() && core != "NO")
        classes.add(core.size() <= 2 ? WordClass::direction : WordClass::direction_word);
    if (!state_of(core).empty()) classes.add(core.size() == 2 ? WordClass::state : WordClass::state_word);
    classes.add(WordClass::number_word, !number_of(core).empty());
    classes.add(WordClass::lone_unit, !lone_unit_of(core).empty());
    classes.add(WordClass::highway, !highway_of(core).empty());
}

ClassedWord classed(std::string_view token) {
    static const Table table = table_of_rows();
    ClassedWord word{core_of(token), {}};
    add_dictionaries(word.core, word.classes);
    if (const auto found = table.find(word.core); found != table.end()) word.classes |= found->second;
    const bool known = !word.classes.none();
    add_shape(token, word.core, word.classes);
    word.classes.add(WordClass::plain, !known && word.core.size() > 1 && !has_digit(word.core));
    return word;
}

/// `NEW JERSEY`, `DISTRICT OF COLUMBIA`: a state in two or three words is one in each.
void join_states(std::vector<ClassedWord>& words) {
    for (std::size_t from = 0; from + 1 < words.size(); ++from) {
        auto text = words[from].core;
        for (std::size_t to = from + 1; to < words.size() && to < from + 3; ++to) {
            text += ' ' + words[to].core;
            if (state_of(text).empty()) continue;
            for (auto at = from; at <= to; ++at) words[at].classes.add(WordClass::state_word);
        }
    }
}

/// `UNIT 2050 BOX 4190` is military mail: the unit is the group of the box (Publication 28, section 238).
void join_military_units(std::vector<ClassedWord>& words) {
    for (std::size_t at = 0; at + 2 < words.size(); ++at)
        words[at].classes.add(WordClass::box_group, words[at].core == "UNIT" && words[at + 2].core == "BOX");
}

bool line_ends_between(std::string_view token, std::string_view next) {
    const std::string_view gap(token.data() + token.size(),
                               static_cast<std::size_t>(next.data() - (token.data() + token.size())));
    return gap.find('\n') != std::string_view::npos;
}

} // namespace

std::string_view name_of(WordClass word_class) { return class_names[static_cast<std::size_t>(word_class)]; }

std::vector<ClassedWord> classed_words(const std::vector<std::string_view>& tokens) {
    std::vector<ClassedWord> words;
    std::unordered_map<std::string_view, std::size_t> seen;
    for (const auto token : tokens) words.push_back(classed(token));
    for (std::size_t at = 0; at < words.size(); ++at) {
        auto& classes = words[at].classes;
        classes.add(WordClass::comma, at + 1 < words.size() && line_ends_between(tokens[at], tokens[at + 1]));
        const bool again = words[at].core.size() > 2 && !seen.emplace(words[at].core, at).second;
        classes.add(WordClass::repeated, again);
    }
    join_states(words);
    join_military_units(words);
    return words;
}

} // namespace redline::leadpipe
