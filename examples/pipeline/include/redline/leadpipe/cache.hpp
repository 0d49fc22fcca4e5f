/// Why this exists: a dashboard is asked far more often than it changes, and what stands between its readers
/// and the store decides how old it may be, how many questions reach the store, and what happens in the
/// second after the cache was lost. Texts by key, in the way that was chosen:
///
///     off            every read loads
///     aside          a read loads what is missing; a write drops the key, the next read loads it anew
///     write-through  a read loads what is missing; a write puts the new value in its place
///     two-layer      as aside, with a small layer in front that no write reaches: it may answer with an old
///                    value until its own, shorter time is over
///
/// With single flight, callers that miss one key at one time make one load and share its outcome, an error
/// too; without, each loads. An error is never kept. A value that was loaded while its key was written is
/// handed to who waited for it and not kept.
///
/// Each layer holds at most its capacity and drops what was used longest ago (LRU). A value older than the
/// time to live is not served. Any thread; a load runs on its caller's thread, without the lock, and must not
/// ask the cache for its own key.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"

namespace redline::leadpipe {

enum class CacheMode { off, aside, write_through, two_layer };

/// Reads `off`, `aside`, `write-through` or `two-layer`; a wrong word is answered with the nearest right one.
base::Result<CacheMode> parse_cache_mode(std::string_view text);
std::string_view to_text(CacheMode mode);

struct CacheOptions {
    CacheMode mode = CacheMode::aside;
    base::Duration time_to_live = std::chrono::seconds(5);
    std::size_t capacity = 10'000; ///< values; at least 1
    bool single_flight = true;
    base::Duration front_time_to_live = std::chrono::seconds(1); ///< of the layer in front
    std::size_t front_capacity = 1'000;
};

/// hits + misses are the reads; each miss is a load, or a wait for one.
struct CacheCounts {
    std::uint64_t hits = 0, misses = 0, loads = 0, failed_loads = 0, shared_waits = 0;
    std::uint64_t evictions = 0; ///< for want of room, of both layers
    std::uint64_t flushes = 0;
    std::size_t held = 0; ///< values in the layer behind, stale ones among them
    bool operator==(const CacheCounts&) const = default;
};

class Cache {
  public:
    using Load = std::function<base::Result<std::string>()>;

    /// `clock` outlives this.
    Cache(CacheOptions options, base::Clock& clock);
    ~Cache();

    /// The value of `key`, from the cache or from `load`.
    base::Result<std::string> read(const std::string& key, const Load& load);

    /// What `key` stands for has changed. `load` is called where the way keeps the new value.
    void written(const std::string& key, const Load& load);

    /// Loads those that are not held. How many could be.
    std::size_t warm(const std::vector<std::string>& keys,
                     const std::function<base::Result<std::string>(const std::string&)>& load);

    /// Forgets everything, as a cache that was started anew (a fault).
    void flush();

    CacheCounts counts() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace redline::leadpipe
