/// Why this exists: a person or an organisation is described again and again, each time a little otherwise:
/// upper case, `St.` for `Street`, another apostrophe, a house number as a range, no ZIP code. Here one
/// description becomes the traits it is compared by, with the pipeline's own reading of addresses
/// (address.hpp) where it can read one and the bare words where it cannot.
///
/// Pure, never throws on any bytes, any thread.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace redline::leadpipe {

/// As typed; any field may be empty.
struct Party {
    std::string name;    ///< of a person or an organisation
    std::string address; ///< one line or several
    std::string zip;     ///< a ZIP code said apart from the address goes before one in it
    std::string phone;
};

/// Upper-case ASCII letters and digits, empty where nothing was said. Ordered, so that many can be worked
/// through in an order that is theirs and not the sender's. At most 16 words of 64 letters of each text.
struct PartyTraits {
    std::vector<std::string> name; ///< its words in alphabetical order, apostrophes left out
    std::string number;      ///< of the house (`1600`; of a range its beginning) or box; `&` of a corner
    std::string directional; ///< `W`
    std::vector<std::string> street; ///< its words without directional and suffix; of a box `BOX`
    std::string unit;                ///< only its range: of `APT 4B` it is `4B`
    std::string zip;                 ///< five digits
    std::string phone;               ///< the last ten digits
    auto operator<=>(const PartyTraits&) const = default;
};

PartyTraits traits_of(const Party& party);

} // namespace redline::leadpipe
