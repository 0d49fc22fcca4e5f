/// Why this exists: "functions about 10 lines, never over 60; little nesting" is a rule only if something
/// counts. The count is by braces, without a compiler: a brace opens a namespace or type, a function, a block
/// of statements or a list of values, told apart by the text before it.
///
/// Known to be crude: bodies without braces add no nesting, and a constructor that initialises members with
/// braces is measured in parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redline::house {

struct FunctionMeasure {
    std::string heading; ///< the text before the brace, on one line
    int line = 0;        ///< where the heading begins
    int lines = 0;       ///< heading to closing brace, both counted
    int nesting = 0;     ///< blocks within blocks below the body; a lambda's body counts as one
};

/// Every function of `code` (as blanked() leaves it), in the order they end.
std::vector<FunctionMeasure> measure_functions(std::string_view code);

} // namespace redline::house
