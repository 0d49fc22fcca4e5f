/// Why this exists: a fuzzer sees only crashes. A law that did not hold must become one, with a sentence that
/// says which law it was.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace redline::fuzz {

inline void claim(bool holds, const char* law) {
    if (holds) return;
    std::fprintf(stderr, "broken law: %s\n", law);
    std::abort();
}

} // namespace redline::fuzz
