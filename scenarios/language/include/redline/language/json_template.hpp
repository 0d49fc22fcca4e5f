/// Why this exists: a request's JSON is written in the scenario as plain YAML, any tree, and sent as compact
/// JSON in the order of the file. It is compiled once to segments, so no tree is built for a request.
///
/// What a value becomes:
///
///     3, 2.5, true, null    the same, where JSON spells it so and it stands bare
///     "3", yes, 007, text   a string
///     "hi {{ lead.email }}" a string with the insert escaped
///     "{{ lead }}"          the record itself, an object; "{{ index }}" alone is a number
///
/// Pure; mistakes are reported at their column.
#pragma once

#include "redline/language/template_text.hpp"

namespace redline::language {

/// Compiles any YAML tree into the segments of one JSON text.
Segments compile_json(const yaml::Node& tree, const RecordNames& names, yaml::Diagnostics& diagnostics);

} // namespace redline::language
