/// Why this exists: where connections go to and leave from. A name is asked for once before the run and then
/// pinned, or asked for again every so often, so that a target that moves behind its name is followed as its
/// clients would follow it: by new connections. Local addresses are used in turn; each has its own 64,511
/// ports to one target.
///
/// refresh() blocks for the resolver and is called from a thread of its own; next() from any thread.
#pragma once

#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "network.hpp"

namespace redline::loadgen {

/// One connection's two ends.
struct Route {
    Address to;
    std::optional<Address> from;
};

class AddressBook {
  public:
    /// Errors: a name that does not resolve, a local address that is not one.
    static base::Result<AddressBook> open(const Plan& plan);

    AddressBook(AddressBook&& other) noexcept
        : target_(std::move(other.target_)), to_(other.to_), locals_(std::move(other.locals_)) {}

    Route next();
    /// Asks for the name again. Where that fails the old address stays.
    void refresh();

  private:
    explicit AddressBook(Endpoint target) : target_(std::move(target)) {}

    Endpoint target_;
    std::mutex mutex_;
    Address to_;
    std::vector<Address> locals_;
    std::size_t turn_ = 0;
};

} // namespace redline::loadgen
