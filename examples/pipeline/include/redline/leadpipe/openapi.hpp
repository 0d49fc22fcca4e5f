/// Why this exists: the service hands out the description of itself (GET /openapi.json) wherever it runs, so
/// the document is part of the program. Its text is examples/pipeline/openapi.json, put here by the build; a
/// test holds the routes and real answers to it.
///
/// Any thread.
#pragma once

#include <string_view>

namespace redline::leadpipe {

/// OpenAPI 3.1, as JSON.
std::string_view openapi_document();

} // namespace redline::leadpipe
