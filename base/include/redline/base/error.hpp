/// Why this exists: an error here is a value with a code, a place and a way out. A user's mistake or a
/// failing environment travels in a Result; a failed request is a sample in the histogram, never an Error; a
/// bug is an assert. Third-party exceptions are caught in the one file that calls the library and leave it as
/// an Error.
///
/// Values without locks.
#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "redline/base/diagnostic.hpp"

namespace redline::base {

/// What went wrong, coarsely: enough to choose an exit status or a retry, not to tell the story.
enum class ErrorCode {
    invalid_input, ///< the user's file, option or value
    not_found,     ///< a file, name or host that does not exist
    io,            ///< reading or writing failed
    network,       ///< a socket could not be made, bound or connected
    refused,       ///< allowed to nobody here: a policy of ours said no
};

struct Error {
    ErrorCode code = ErrorCode::invalid_input;
    std::string message; ///< one sentence; unused where `diagnostics` tell it all
    std::string hint;    ///< the way out; may be empty
    std::vector<Diagnostic> diagnostics;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for the failing side of a Result.
tl::unexpected<Error> failure(ErrorCode code, std::string message, std::string hint = {});

/// The failing side for a file with problems; all of them, in the order of the file.
tl::unexpected<Error> failure(std::vector<Diagnostic> diagnostics);

/// What the user reads: the first twenty diagnostics with their places, or the message and its hint.
std::string to_text(const Error& error);

} // namespace redline::base
