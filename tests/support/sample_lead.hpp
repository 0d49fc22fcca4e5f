/// A lead every check lets through, for tests to spoil one field of.
#pragma once

#include "redline/base/json.hpp"

namespace redline::test {

inline base::Json sample_lead() {
    return base::Json::parse(R"({
        "lead_ref": "r-1", "first_name": "Mary", "last_name": "Smith", "email": "mary.smith7@example.com",
        "phone": "212-555-0143", "address": {"line": "1600 W. 5TH ave apt 4b, springfield IL 62704"},
        "vertical": "solar", "campaign": "c-1042", "sub_id": "s-77", "source": "web", "device": "mobile",
        "consent": {"certificate_id": "0123456789abcdef0123456789abcdef01234567",
                    "text_version": "tcpa-2024-1", "given_at": "2026-05-01T12:34:56Z"}})");
}

/// A lead of its own person: other name, e-mail, phone and house for every index.
inline base::Json sample_lead(unsigned index) {
    auto lead = sample_lead();
    const auto number = std::to_string(index);
    lead["last_name"] = "Smith" + number;
    lead["email"] = "mary" + number + "@example.com";
    lead["phone"] = std::to_string(2125550000ULL + index % 10000);
    lead["address"]["line"] = number + " Elm St, Dover DE 19901";
    return lead;
}

/// The body of POST /v1/leads.
inline std::string body_of(const base::Json& lead, std::string_view idempotency_key = {}) {
    base::Json body{{"lead", lead}};
    if (!idempotency_key.empty()) body["idempotency_key"] = idempotency_key;
    return body.dump(-1, ' ', false, base::Json::error_handler_t::replace);
}

} // namespace redline::test
