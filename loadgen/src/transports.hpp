/// Why this exists: which transport carries a plan's requests is decided here, once, from what the plan asks
/// for and what the kernel permits; the run says which it was, and why where it is not the first choice.
#pragma once

#include <memory>
#include <string>

#include "address_book.hpp"
#include "redline/base/error.hpp"
#include "redline/loadgen/plan.hpp"
#include "transport.hpp"

namespace redline::loadgen {

struct ChosenTransport {
    std::unique_ptr<Transport> transport;
    std::string name; ///< `epoll`
    std::string note; ///< a sentence, where the first choice was not to be had
};

/// A transport with so many places for one worker. `addresses` must outlive it.
base::Result<ChosenTransport> choose_transport(const Plan& plan, AddressBook& addresses,
                                               std::uint32_t places);

} // namespace redline::loadgen
