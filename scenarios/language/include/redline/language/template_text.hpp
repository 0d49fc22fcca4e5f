/// Why this exists: requests differ from one another by the few words between `{{` and `}}`. A template is
/// compiled once into segments, literal text and inserts, so that preparing a request is appending.
///
///     {{ uuid }}        a random UUID (RFC 9562, version 4), a new one each time it stands
///     {{ index }}       the number of the flow, from 0
///     {{ lead.email }}  a field of the data named `lead`: the same lead in every step of a flow
///     {{ lead }}        the whole lead as a JSON object; only as a whole JSON string
///
/// Every insert is drawn from (seed, flow number, step) alone. What it inserts cannot break out of where it
/// stands: percent-encoded in a path, escaped in JSON, control characters made spaces in a header.
///
/// Compiling reports mistakes at their column. Segments are values; filling them is safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/random.hpp"
#include "redline/traffic/lead_feed.hpp"
#include "redline/yaml/node.hpp"
#include "redline/yaml/reader.hpp"

namespace redline::language {

/// How an insert is written where it stands.
enum class Encoding { none, path, header, json };

/// A literal, or one insert.
struct Segment {
    enum class Kind { literal, uuid, index, record, field };
    Kind kind = Kind::literal;
    Encoding encoding = Encoding::none;
    std::string text;         ///< the literal's bytes, or the field's name
    std::uint32_t record = 0; ///< which of the scenario's data, for record and field
    bool operator==(const Segment&) const = default;
};

using Segments = std::vector<Segment>;

/// The names a template may use: data in the scenario's order; all have a lead's fields in this version.
using RecordNames = std::vector<std::string>;

/// Whether `name` may name data: a small letter, then small letters, digits and `_`, and not a function's
/// name.
bool is_record_name(std::string_view name);

/// Appends literal text, joining it to a literal before it.
void append_literal(Segments& segments, std::string_view text);

/// Compiles a scalar's text. A whole record is refused here; compile_json allows it where it fits.
Segments compile_text(const yaml::Node& scalar, Encoding encoding, const RecordNames& names,
                      yaml::Diagnostics& diagnostics);

/// What one request draws: make one for each request, then fill its segments in their order.
class RequestDraw {
  public:
    /// `feeds` are in the order of the RecordNames the segments were compiled with, and outlive this.
    RequestDraw(std::uint64_t seed, std::uint64_t flow_index, std::uint32_t step,
                std::span<const traffic::LeadFeed> feeds)
        : seed_(seed), flow_index_(flow_index), step_(step), feeds_(feeds) {}

    void append(const Segments& segments, std::string& out);

  private:
    void append(const Segment& segment, std::string& out);
    void append_uuid(std::string& out);

    std::uint64_t seed_;
    std::uint64_t flow_index_;
    std::uint32_t step_;
    std::uint32_t uuids_drawn_ = 0;
    std::span<const traffic::LeadFeed> feeds_;
};

/// A random stream for one step of one flow: the same whoever asks, apart from every other purpose.
base::Random step_random(std::uint64_t seed, std::string_view purpose, std::uint64_t flow_index,
                         std::uint64_t step);

} // namespace redline::language
