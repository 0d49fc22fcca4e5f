#include "address_book.hpp"

#include <cstring>

#include <fmt/format.h>

namespace redline::loadgen {

base::Result<AddressBook> AddressBook::open(const Plan& plan) {
    AddressBook book(plan.target);
    if (plan.wire.proxy.empty()) { // what lies behind a proxy is the proxy's to find
        const auto to = resolve(plan.target);
        if (!to) return tl::unexpected(to.error());
        book.to_ = *to;
    }
    for (const auto& text : plan.wire.local_addresses) {
        const auto local = parse_local_address(text);
        if (!local) return tl::unexpected(local.error());
        if (const int error = try_local_address(*local); error != 0)
            return base::failure(
                base::ErrorCode::invalid_input,
                fmt::format("no connection can leave from `{}`: {}", text, std::strerror(error)),
                "write an address that this machine has: 127.0.0.2");
        book.locals_.push_back(*local);
    }
    return book;
}

Route AddressBook::next() {
    const std::lock_guard lock(mutex_);
    if (locals_.empty()) return {to_, std::nullopt};
    return {to_, locals_[turn_++ % locals_.size()]};
}

void AddressBook::refresh() {
    const auto to = resolve(target_);
    if (!to) return;
    const std::lock_guard lock(mutex_);
    to_ = *to;
}

} // namespace redline::loadgen
