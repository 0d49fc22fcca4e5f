#include "redline/leadpipe/counters.hpp"

#include "redline/leadpipe/buyers.hpp"

namespace redline::leadpipe {

namespace {

prometheus::Family<prometheus::Counter>& family(prometheus::Registry& registry, const char* name,
                                                const char* text) {
    return prometheus::BuildCounter().Name(name).Help(text).Register(registry);
}

} // namespace

Counters::Counters() {
    auto& leads = family(*registry_, "leads_total", "Leads taken, by the state they were taken in.");
    accepted_ = &leads.Add({{"state", "accepted"}});
    duplicates_ = &leads.Add({{"state", "duplicate"}});
    rejected_ = &leads.Add({{"state", "rejected"}});
    sold_ = &family(*registry_, "leads_sold_total", "Leads sold, by buyer.");
    // A rate needs a series that was there before its first sale.
    for (const auto& buyer : known_buyers()) sold_to(std::string(buyer.name));
    unsold_ = &family(*registry_, "leads_unsold_total", "Leads every buyer declined.").Add({});
    failed_ = &family(*registry_, "leads_failed_total", "Leads no buyer could be reached for.").Add({});
    injected_intake_errors_ =
        &family(*registry_, "injected_faults_total", "Requests failed on purpose, by fault.")
             .Add({{"fault", "intake-errors"}});
}

} // namespace redline::leadpipe
