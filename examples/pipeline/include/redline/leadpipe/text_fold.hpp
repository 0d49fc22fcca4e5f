/// Why this exists: people paste addresses and names from phones, spreadsheets and web pages: curly quotes,
/// no-break spaces, full-width digits, accents, zero-width joiners, text that went through the wrong encoding
/// once. Everything after this file sees upper-case ASCII only, so a lead typed twice compares equal.
///
/// Lossy on purpose: what has no ASCII reading is dropped, and the caller decides whether enough is left.
/// Pure functions, any thread, never throw on any bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redline::leadpipe {

/// Upper-case ASCII: accents removed, Unicode spaces and control characters as blanks, Unicode dashes as `-`,
/// curly quotes as `'`, `½` as ` 1/2`, line ends as `,`. Nothing when the bytes are not UTF-8.
std::optional<std::string> fold_to_ascii(std::string_view utf8);

/// The letters and digits of fold_to_ascii alone: `O'Hara-Núñez` and `OHARA NUNEZ` both give `OHARANUNEZ`.
/// Text that folds to nothing keeps its own bytes, so that names in other scripts still differ.
std::string comparison_form(std::string_view utf8);

} // namespace redline::leadpipe
