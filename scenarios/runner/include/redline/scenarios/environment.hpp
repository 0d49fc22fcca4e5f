/// Why this exists: a figure without its machine says little; the record names what the generator ran on.
#pragma once

#include "redline/reports/run_record.hpp"

namespace redline::scenarios {

/// Cores this process may use, kernel release, processor model. What cannot be read stays empty.
reports::Environment read_environment();

} // namespace redline::scenarios
