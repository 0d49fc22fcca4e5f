#include "form_families.hpp"

#include <array>

#include "letters.hpp"
#include "redline/traffic/measured_dirt.hpp"

namespace redline::traffic {

namespace {

struct FamilyRow {
    std::string_view standard;
    std::string_view in_full;
    std::string_view spellings;
};

constexpr std::array suffix_rows = std::to_array<FamilyRow>({
    {"St", "Street", "st street"},
    {"Ave", "Avenue", "ave avenue av"},
    {"Rd", "Road", "rd road"},
    {"Dr", "Drive", "dr drive"},
    {"Blvd", "Boulevard", "blvd boulevard"},
    {"Pl", "Place", "pl place"},
    {"Way", "Way", "way"},
    {"Ln", "Lane", "ln lane"},
    {"Ct", "Court", "ct court crt"},
    {"Hwy", "Highway", "hwy highway hgwy"},
    {"Pkwy", "Parkway", "pkwy parkway py pkway"},
    {"Cir", "Circle", "cir circle"},
    {"Park", "Park", "park"},
    {"Fwy", "Freeway", "fwy freeway"},
    {"Plz", "Plaza", "plaza"},
    {"Sq", "Square", "square"},
    {"Trl", "Trail", "trl"},
    {"Ter", "Terrace", "ter terrace"},
    {"Ctr", "Center", "ctr center"},
    {"Expy", "Expressway", "expy"},
});

constexpr std::array unit_rows = std::to_array<FamilyRow>({
    {"Ste", "Suite", "ste suite st executive su\u00a3te"},
    {"Apt", "Apartment", "apt apartment flat"},
    {"Fl", "Floor", "floor flr fl level"},
    {"Unit", "Unit", "unit condo"},
    {"Rm", "Room", "room rm conference"},
    {"Lot", "Lot", "lot"},
    {"Trlr", "Trailer", "trlr"},
});

constexpr std::array direction_rows = std::to_array<FamilyRow>({
    {"N", "North", "n n. north"},
    {"S", "South", "s s. south"},
    {"E", "East", "e e. east"},
    {"W", "West", "w w. west"},
    {"NE", "Northeast", "ne"},
    {"NW", "Northwest", "nw"},
    {"SE", "Southeast", "se"},
    {"SW", "Southwest", "sw southwest"},
});

FormFamilies families_of(std::span<const FamilyRow> rows, std::span<const Weighted> measured) {
    std::vector<FormFamily> families;
    for (const auto& row : rows) families.emplace_back(row.standard, row.in_full, row.spellings, measured);
    return FormFamilies(std::move(families));
}

std::uint32_t times_seen(std::string_view spelling, std::span<const Weighted> measured) {
    std::uint32_t times = 0;
    for (const auto& row : measured)
        if (lower_text(row.text) == spelling) times += row.weight;
    return times;
}

/// `street` → `Street`, but a direction's letters stay capitals: `nw` → `NW`, `w.` → `W.`.
std::string in_mixed_case(std::string_view spelling, std::string_view standard) {
    if (lower_text(standard) == spelling) return std::string(standard);
    auto text = std::string(spelling);
    text.front() = to_upper(text.front());
    return text;
}

} // namespace

FormFamily::FormFamily(std::string_view standard, std::string_view in_full, std::string_view spellings,
                       std::span<const Weighted> measured)
    : standard_(standard), in_full_(in_full) {
    while (!spellings.empty()) {
        const auto end = std::min(spellings.find(' '), spellings.size());
        const auto spelling = spellings.substr(0, end);
        const auto times = times_seen(spelling, measured);
        spellings_.push_back({in_mixed_case(spelling, standard), times});
        weight_ += times;
        spellings.remove_prefix(std::min(end + 1, spellings.size()));
    }
}

std::string_view FormFamily::spell(base::Random& random) const {
    auto left = random.below(weight_);
    std::size_t at = 0;
    while (left >= spellings_[at].weight) left -= spellings_[at++].weight;
    return spellings_[at].text;
}

FormFamilies::FormFamilies(std::vector<FormFamily> families) : families_(std::move(families)) {
    for (const auto& family : families_) weight_ += family.weight();
}

const FormFamily& FormFamilies::pick(base::Random& random) const {
    auto left = random.below(weight_);
    std::size_t at = 0;
    while (left >= families_[at].weight()) left -= families_[at++].weight();
    return families_[at];
}

const FormFamilies& street_suffixes() {
    static const auto families = families_of(suffix_rows, street_suffix_forms());
    return families;
}

const FormFamilies& unit_types() {
    static const auto families = families_of(unit_rows, unit_type_forms());
    return families;
}

const FormFamilies& directions() {
    static const auto families = families_of(direction_rows, direction_forms());
    return families;
}

} // namespace redline::traffic
