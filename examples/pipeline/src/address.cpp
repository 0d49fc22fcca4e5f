#include "redline/leadpipe/address.hpp"

#include "address_parts.hpp"
#include "redline/leadpipe/text_fold.hpp"

namespace redline::leadpipe {

namespace {

void append(std::string& text, std::string_view part, std::string_view before = " ") {
    if (part.empty()) return;
    if (!text.empty()) text += before;
    text += part;
}

/// What is left is the city, with units people put after it; of several stretches the last is the city.
void take_city(Words& words, Address& address) {
    Words city;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (const auto after = take_units(words, at, address); after > at) {
            city.clear();
            at = after - 1;
            continue;
        }
        if (words[at].breaks) city.clear();
        city.push_back(words[at]);
    }
    address.city = joined(city, 0, city.size());
}

/// Before a box stands a street, a department or a name; behind it the city.
void take_around_box(Words& words, std::size_t rest, Address& address) {
    const auto split = words.begin() + static_cast<std::ptrdiff_t>(rest);
    Words before(words.begin(), split);
    words.erase(words.begin(), split);
    auto street = address;
    const bool has_street = !before.empty() && take_street(before, street) && !street.number.empty();
    if (has_street)
        address = street;
    else
        take_units(before, 0, address);
    take_city(words, address);
    if (words.empty() && has_street) address.city = joined(before, 0, before.size());
}

/// A line that does not come to rest in so many readings of its own spelling is no address. Of the odd lines
/// of the corpus every one does in two.
constexpr int readings_max = 5;

tl::expected<Address, AddressFault> read(std::string_view line) {
    if (line.size() > address_bytes_max) return tl::unexpected(AddressFault::too_long);
    const auto folded = fold_to_ascii(line);
    if (!folded) return tl::unexpected(AddressFault::invalid_encoding);
    if (folded->find_first_not_of(" ,") == std::string::npos)
        return tl::unexpected(line.find_first_not_of(" \t\r\n,") == std::string_view::npos
                                  ? AddressFault::empty
                                  : AddressFault::unreadable);
    auto words = words_of(*folded);
    if (words.empty()) return tl::unexpected(AddressFault::unreadable);
    Address address;
    take_tail(words, address);
    if (const auto rest = take_box(words, address)) {
        take_around_box(words, *rest, address);
        return address;
    }
    if (!take_intersection(words, address) && !take_street(words, address))
        return tl::unexpected(AddressFault::no_street);
    take_city(words, address);
    return address;
}

} // namespace

std::string_view reason_of(AddressFault fault) {
    switch (fault) {
    case AddressFault::empty: return "is empty";
    case AddressFault::unreadable: return "has no letter or digit that can be read";
    case AddressFault::too_long: return "is longer than 512 bytes";
    case AddressFault::invalid_encoding: return "is not UTF-8";
    case AddressFault::no_street: break;
    }
    return "has no street, no PO box and no intersection";
}

tl::expected<Address, AddressFault> parse_address(std::string_view line) {
    auto address = read(line);
    if (!address) return address;
    for (int reading = 1; address && reading < readings_max; ++reading) {
        const auto written = to_text(*address);
        address = read(written);
        if (address && to_text(*address) == written) return address;
    }
    return tl::unexpected(AddressFault::no_street);
}

std::string delivery_line(const Address& address) {
    std::string text = address.number;
    append(text, address.pre);
    append(text, address.street);
    append(text, address.suffix);
    append(text, address.post);
    append(text, address.cross_street, " & ");
    append(text, address.unit);
    append(text, address.route);
    if (!address.po_box.empty()) append(text, address.route.empty() ? "PO BOX" : "BOX");
    append(text, address.po_box);
    return text;
}

std::string last_line(const Address& address) {
    std::string text = address.city;
    append(text, address.state);
    append(text, address.zip);
    append(text, address.zip4, "-");
    return text;
}

std::string to_text(const Address& address) {
    auto text = delivery_line(address);
    append(text, last_line(address), ", ");
    return text;
}

} // namespace redline::leadpipe
