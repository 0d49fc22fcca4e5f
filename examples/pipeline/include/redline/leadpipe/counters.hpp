/// Why this exists: what the business counts, beside what the tracer measures: leads by how they were taken,
/// sales, and the faults that were injected on purpose, so that nobody hunts for them.
///
///     leads_total{state="accepted"|"duplicate"}  leads_sold_total{buyer}  leads_unsold_total
///     injected_faults_total{fault}
///
/// Counters may be raised from any thread.
#pragma once

#include <memory>
#include <string>

#include <prometheus/counter.h>
#include <prometheus/registry.h>

namespace redline::leadpipe {

class Counters {
  public:
    Counters();

    prometheus::Counter& accepted() { return *accepted_; }
    prometheus::Counter& duplicates() { return *duplicates_; }
    prometheus::Counter& rejected() { return *rejected_; }
    prometheus::Counter& unsold() { return *unsold_; }
    prometheus::Counter& failed() { return *failed_; }
    prometheus::Counter& injected_intake_errors() { return *injected_intake_errors_; }
    prometheus::Counter& sold_to(const std::string& buyer) { return sold_->Add({{"buyer", buyer}}); }

    std::shared_ptr<prometheus::Collectable> collectable() const { return registry_; }

  private:
    std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
    prometheus::Family<prometheus::Counter>* sold_;
    prometheus::Counter *accepted_, *duplicates_, *rejected_, *unsold_, *failed_, *injected_intake_errors_;
};

} // namespace redline::leadpipe
