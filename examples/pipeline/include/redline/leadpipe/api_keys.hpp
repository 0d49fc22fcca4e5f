/// Why this exists: who sends decides what they may: a key names a source (whose limits it shares with its
/// other keys) and a class. Keys come from a file of lines `key source class`; `#` begins a comment.
///
///     k-4d1f0a53b6c7 acme     priority
///     k-90ab33cc71de websites standard
///
/// A key has 8 to 128 printable characters without spaces, a source up to 64 of `a-z A-Z 0-9 . _ -`; at most
/// 1,000 keys. What is wrong with a file is told with line and column, keys blanked out.
///
/// Every key is compared with what was presented, byte for byte to its end, so that the time tells nothing
/// about the right ones but their lengths. A value without locks; any thread may ask.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redline/leadpipe/client_class.hpp"

namespace redline::leadpipe {

struct Client {
    std::string source; ///< for logs and limits
    ClientClass client_class = ClientClass::standard;
};

class ApiKeys {
  public:
    /// No keys: open to everybody.
    ApiKeys() = default;

    /// `name` is the file's, for diagnostics. A file without keys is a mistake: it would admit nobody.
    static base::Result<ApiKeys> parse(std::string_view text, std::string_view name);

    bool open() const { return keys_.empty(); }

    /// Nothing for a key that is not in the file.
    std::optional<Client> find(std::string_view presented) const;

  private:
    struct Entry {
        std::string key;
        Client client;
    };

    std::vector<Entry> keys_;
};

/// Whether two texts are equal, in a time that depends on their lengths alone.
bool equal_in_constant_time(std::string_view a, std::string_view b);

} // namespace redline::leadpipe
