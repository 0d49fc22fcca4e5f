/// Why this exists: a lead is worth money only if somebody can be found at its address, and people type
/// addresses as they speak. One free-text line becomes parts in the spelling of USPS Publication 28, or a
/// reason why it cannot be repaired. What real people live at goes through: house numbers with letters,
/// hyphens, fractions and grids, ordinals, PO boxes, rural routes, military mail, intersections, units said
/// first, missing commas, states and ZIP codes.
///
/// Parsing repairs spelling; it does not look addresses up, so a street that does not exist is accepted.
/// Pure, never throws on any bytes, any thread.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace redline::leadpipe {

/// Longer lines are refused unread. The longest real line we have seen has 274 bytes.
constexpr std::size_t address_bytes_max = 512;

enum class AddressKind { street, po_box, rural_route, military, intersection };

/// Every part is upper-case ASCII, empty where the line did not say it.
struct Address {
    AddressKind kind = AddressKind::street;
    std::string number;       ///< `1600`, `45-12`, `123 1/2`, `N6W23001`
    std::string pre;          ///< directional before the street: `W`
    std::string street;       ///< `5TH`, `MARTIN LUTHER KING JR`, `HIGHWAY 104`, `STATE ROUTE 118`
    std::string suffix;       ///< `AVE`
    std::string post;         ///< directional after the suffix: `NW`
    std::string cross_street; ///< the other street of an intersection, whole
    std::string unit;         ///< `APT 4B`, `STE 2050`, `# 12`, several with a blank between
    std::string route;        ///< `RR 4`, `HC 99`, `PSC 1203`
    std::string po_box;       ///< the box number, also of a rural route
    std::string city;
    std::string state; ///< two letters
    std::string zip;   ///< five digits
    std::string zip4;  ///< four digits
    bool operator==(const Address&) const = default;
};

/// Why a line cannot be repaired. The names are part of the HTTP contract.
enum class AddressFault { empty, unreadable, too_long, invalid_encoding, no_street };

/// One clause for a person, without the line itself: `has no street, no PO box and no intersection`.
std::string_view reason_of(AddressFault fault);

/// What it answers it has read from its own spelling: parse_address(to_text(a)) is `a` again, so that a lead
/// posted as typed and as repaired has one address. A line whose spelling cannot be read back has no street.
tl::expected<Address, AddressFault> parse_address(std::string_view line);

/// `1600 W 5TH AVE APT 4B`, `PO BOX 77`, `RR 4 BOX 164A`, `MAIN ST & 5TH AVE`.
std::string delivery_line(const Address& address);

/// `SPRINGFIELD IL 62704-1234`, as much of it as is known.
std::string last_line(const Address& address);

/// The two with a comma and a blank between.
std::string to_text(const Address& address);

} // namespace redline::leadpipe
