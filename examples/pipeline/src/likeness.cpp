#include "redline/leadpipe/likeness.hpp"

#include <algorithm>
#include <array>

#include "redline/base/nearest_word.hpp"
#include "redline/leadpipe/word_likeness.hpp"

namespace redline::leadpipe {

namespace {

/// Where a street is the same: `KING` and `MARTIN LUTHER KING JR`, `ST LOUIS` and `SAINT LOUIS`.
constexpr double street_from = 0.7;

/// Bits by level, in the order of the enumerations.
constexpr std::array name_weights{0.0, -4.8, 0.9, 3.2, 7.9, 11.0};
constexpr std::array place_weights{0.0, -10.3, 6.8, 2.1, 15.5};
constexpr std::array zip_weights{0.0, -5.2, -4.2, 4.2};
constexpr std::array phone_weights{0.0, -2.9, 5.2, 11.5};

NameAgreement name_agreement(const PartyTraits& a, const PartyTraits& b) {
    if (a.name.empty() || b.name.empty()) return NameAgreement::missing;
    const auto overlap = overlap_of(a.name, b.name);
    if (overlap.both >= 0.9) return NameAgreement::same;
    if (overlap.lesser >= 0.9) return NameAgreement::contained;
    if (overlap.lesser >= 0.6) return NameAgreement::most;
    return overlap.lesser >= 0.3 ? NameAgreement::some : NameAgreement::none;
}

/// What one side leaves out does not contradict the other.
bool contradict(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }

PlaceAgreement place_agreement(const PartyTraits& a, const PartyTraits& b) {
    if (a.street.empty() || b.street.empty()) return PlaceAgreement::missing;
    const bool street =
        !contradict(a.directional, b.directional) && overlap_of(a.street, b.street).lesser >= street_from;
    const bool number = a.number == b.number && !a.number.empty();
    if (street && number && !contradict(a.unit, b.unit)) return PlaceAgreement::same;
    if (street) return PlaceAgreement::street;
    return number ? PlaceAgreement::number : PlaceAgreement::none;
}

DigitsAgreement digits_agreement(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return DigitsAgreement::missing;
    const auto common = std::min(a.size(), b.size()); // `555-0143` leaves its area code out
    a.remove_prefix(a.size() - common);
    b.remove_prefix(b.size() - common);
    if (a == b) return DigitsAgreement::same;
    return base::edit_distance(a, b) == 1 ? DigitsAgreement::near : DigitsAgreement::none;
}

template <std::size_t levels, class Level>
double weight(const std::array<double, levels>& weights, Level level) {
    return weights[static_cast<std::size_t>(level)];
}

} // namespace

Agreement agreement_of(const PartyTraits& a, const PartyTraits& b) {
    return {name_agreement(a, b), place_agreement(a, b), digits_agreement(a.zip, b.zip),
            digits_agreement(a.phone, b.phone)};
}

double score_of(const Agreement& agreement) {
    return weight(name_weights, agreement.name) + weight(place_weights, agreement.place) +
           weight(zip_weights, agreement.zip) + weight(phone_weights, agreement.phone);
}

} // namespace redline::leadpipe
