/// The stretches an address line is read in. Each takes its words out of `words` and puts what they mean into
/// `address`; what it does not know it leaves for the next. Order: tail, box, then intersection or street;
/// the words left over are the city.
#pragma once

#include <optional>

#include "redline/leadpipe/address.hpp"
#include "redline/leadpipe/address_tokens.hpp"

namespace redline::leadpipe {

/// Takes country, ZIP code and state off the end, and a tail that is said twice.
void take_tail(Words& words, Address& address);

/// Takes a PO box, rural route or military box out of the middle; answers the index of the word after it,
/// nothing when there is none.
std::optional<std::size_t> take_box(Words& words, Address& address);

/// Takes `A & B`, `A AND B`, `CORNER OF A AND B` without a house number; false when it is none.
bool take_intersection(Words& words, Address& address);

/// Takes number, directionals, street, suffix and units; false when no street was found.
bool take_street(Words& words, Address& address);

/// Reads units standing at `at` (`APT 4B`, `# 12`, `16TH FLOOR`, `REAR`), appends them to address.unit;
/// answers the index after them, `at` when there are none.
std::size_t take_units(const Words& words, std::size_t at, Address& address);

/// The text of word `at`, empty beyond the last.
std::string_view text_at(const Words& words, std::size_t at);

} // namespace redline::leadpipe
