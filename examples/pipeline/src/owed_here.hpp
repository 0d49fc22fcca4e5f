/// What this process owes leads and nothing on disk says: those its requests may have written down and not
/// yet followed, and those its sweeper is to take up. Who looks for stranded leads must not count them.
///
/// A request is known by the time it began: any lead it brings has a later id. So nobody is asked for ids
/// that do not exist yet, and a lead that was left behind is found as soon as the requests before it have
/// ended.
///
/// Any thread.
#pragma once

#include <limits>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "redline/base/clock.hpp"
#include "redline/leadpipe/lead_id.hpp"

namespace redline::leadpipe {

class OwedHere {
  public:
    struct Leads {
        std::set<LeadId> promised{};
        LeadId from = std::numeric_limits<LeadId>::max(); ///< and every one from here on
        bool contains(LeadId id) const { return id >= from || promised.contains(id); }
    };

    /// Until what it returns is let go, a request runs that began at `now`. It must not outlive this.
    std::shared_ptr<const void> begin_request(base::WallTime now) {
        const std::lock_guard lock(mutex_);
        const auto mark = requests_.insert(first_lead_id(now));
        return {this, [this, mark](const void*) {
                    const std::lock_guard ending(mutex_);
                    requests_.erase(mark);
                }};
    }

    void promise(const std::vector<LeadId>& ids) {
        const std::lock_guard lock(mutex_);
        promised_.insert(ids.begin(), ids.end());
    }
    void keep(LeadId id) {
        const std::lock_guard lock(mutex_);
        promised_.erase(id);
    }

    Leads now() const {
        const std::lock_guard lock(mutex_);
        Leads leads{promised_};
        if (!requests_.empty()) leads.from = *requests_.begin();
        return leads;
    }

  private:
    /// Ids begin with the milliseconds of their making (LedgerStore::next_id).
    static LeadId first_lead_id(base::WallTime time) {
        return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count() << 20;
    }

    mutable std::mutex mutex_;
    std::multiset<LeadId> requests_; ///< the least id each may have brought
    std::set<LeadId> promised_;
};

} // namespace redline::leadpipe
