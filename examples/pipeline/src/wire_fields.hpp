/// Why this exists: the messages of buyer_wire.hpp are flat lists of named texts and numbers in either
/// format. What the fields mean is said once, in buyer_wire.cpp; how they are spelt in JSON and XML is said
/// here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "redline/leadpipe/buyer_wire.hpp"

namespace redline::leadpipe {

enum class Field : std::uint8_t {
    kind,
    buyer,
    lead_id,
    vertical,
    fingerprint,
    state,
    zip,
    price_cents,
    first_name,
    last_name,
    email,
    phone,
    street,
    city,
    outcome,
    reason,
};
constexpr std::size_t field_count = 16;

std::string_view name_of(Field field);

/// Appends the fields that are not empty to one message.
class FieldWriter {
  public:
    /// `root` is the outermost element in XML.
    FieldWriter(WireFormat format, std::string_view root);

    void text(Field field, std::string_view value);
    void number(Field field, std::int64_t value);
    std::string finish();

  private:
    void open(Field field);
    void close(Field field);

    WireFormat format_;
    std::string_view root_;
    std::string out_;
};

/// What a message held of the wanted fields, each at most address_bytes_max bytes.
class FieldTexts {
  public:
    /// Empty if it was not there.
    const std::string& operator[](Field field) const { return texts_[static_cast<std::size_t>(field)]; }
    std::string& operator[](Field field) { return texts_[static_cast<std::size_t>(field)]; }

  private:
    std::array<std::string, field_count> texts_;
};

/// price_cents is a number, all others are texts.
base::Result<FieldTexts> read_fields(std::string_view text, WireFormat format, std::string_view root,
                                     std::span<const Field> wanted);

} // namespace redline::leadpipe
