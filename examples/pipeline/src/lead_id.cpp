#include "redline/leadpipe/lead_id.hpp"

#include "redline/base/ids.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::string_view id_prefix = "ld_";

} // namespace

std::string lead_id_text(LeadId id) {
    std::string text(id_prefix.size() + 16, '0');
    id_prefix.copy(text.data(), id_prefix.size());
    base::write_hex(static_cast<std::uint64_t>(id), text.data() + id_prefix.size());
    return text;
}

std::optional<LeadId> parse_lead_id(std::string_view text) {
    if (text.size() != id_prefix.size() + 16 || !text.starts_with(id_prefix)) return std::nullopt;
    const auto value = base::parse_hex(text.substr(id_prefix.size()));
    if (!value || *value > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
    return static_cast<LeadId>(*value);
}

} // namespace redline::leadpipe
