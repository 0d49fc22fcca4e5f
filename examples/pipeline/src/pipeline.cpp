#include "redline/leadpipe/pipeline.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <set>

#include "bus_metrics.hpp"
#include "owed_here.hpp"
#include "redline/leadpipe/auction_role.hpp"
#include "redline/leadpipe/caps.hpp"
#include "redline/leadpipe/delivery_role.hpp"
#include "redline/leadpipe/relay.hpp"
#include "redline/leadpipe/request_sale.hpp"
#include "sweeper.hpp"

namespace redline::leadpipe {

namespace {

base::Error error_of(const BusError& error) {
    return {base::ErrorCode::io, error.message, "name another file with --database", {}};
}

Market::Parts market_parts(const Pipeline::Around& around, Caps& caps) {
    return {known_market_buyers(),
            around.buyers,
            around.timers,
            around.clock,
            around.tracer,
            {[&caps](std::string_view buyer) { return caps.reserve(buyer); },
             [&caps](std::string_view buyer, std::chrono::sys_days day) { caps.release(buyer, day); }}};
}

OfferedLead offer_of(LeadId id, const Entry& entry) {
    OfferedLead unreadable;
    unreadable.id = id;
    return leadpipe::offer_of(id, entry.fingerprint, entry.json).value_or(unreadable);
}

constexpr std::size_t replayed_max = 100'000;

DeadLead dead_lead(const std::string& consumer, const DeadLetter& letter) {
    const auto event = parse_event(letter.event_text);
    return {event ? event->lead : 0, consumer, letter.reason, letter.attempts};
}

} // namespace

struct Pipeline::Parts {
    Parts(std::unique_ptr<Ledger> opened, std::unique_ptr<Bus> bus_opened, const PipelineOptions& wanted,
          const Around& handed)
        : options(wanted), around(handed), ledger(std::move(opened)), bus(std::move(bus_opened)),
          caps(wanted.sales_per_day, handed.clock),
          market(std::make_unique<Market>(market_parts(handed, caps), wanted.market)) {}

    /// In this order: nothing more is begun, what runs is forgotten, what is done is concluded.
    ~Parts() {
        sweeper.reset();
        relay.reset();
        if (auctions) auctions->stop();
        if (deliveries) deliveries->stop();
        market.reset();
    }

    base::Result<void> start() {
        const auto today = std::chrono::floor<std::chrono::days>(around.clock.wall_now());
        auto sold = ledger->sold_on(today);
        if (!sold) return tl::unexpected(sold.error());
        caps.start_from(today, *std::move(sold));
        if (auto started = start_consumers(); !started) return tl::unexpected(error_of(started.error()));
        if (options.architecture == Architecture::event)
            relay = std::make_unique<Relay>(*ledger, *bus, around.clock, around.tracer);
        else
            return start_sweeper();
        return {};
    }

    base::Result<void> start_sweeper() {
        auto ids = accepted();
        if (!ids) return tl::unexpected(ids.error());
        const auto held = bus ? bus->leads() : LeadsOnBus();
        if (!held) return tl::unexpected(error_of(held.error()));
        std::erase_if(*ids, [&](LeadId id) { return held->owed.contains(id) || held->dead.contains(id); });
        owed_here.promise(*ids);
        sweeper = std::make_unique<Sweeper>(
            *std::move(ids), [this](LeadId id) { return take_up(id); },
            Sweeper::Moment{around.timers, around.clock, options.redelivery.first_delay});
        return {};
    }

    /// Before anything is published, or it would be wanted by nobody.
    BusResult<void> start_consumers() {
        if (!bus) return {};
        const DeliveryTerms terms{options.dead_letters, options.redelivery,
                                  [this](const Settlement& settlement) { count(settlement); }};
        auto delivering = start_deliveries(*bus, *ledger, *market, around.clock, terms);
        if (!delivering) return tl::unexpected(delivering.error());
        deliveries = *std::move(delivering);
        if (options.architecture != Architecture::event) return {};
        auto auctioning = start_auctions(*bus, *market, around.clock,
                                         {options.dead_letters, options.redelivery, options.poisoned});
        if (!auctioning) return tl::unexpected(auctioning.error());
        auctions = *std::move(auctioning);
        return {};
    }

    void count(const Settlement& settlement) const {
        auto& counters = around.counters;
        if (settlement.state == LeadState::sold)
            counters.sold_to(settlement.buyer).Increment();
        else
            (settlement.state == LeadState::failed ? counters.failed() : counters.unsold()).Increment();
    }

    /// Sells as far as the sender waits for it; nothing when what came of it could not be written down.
    std::optional<Settlement> drive(const OfferedLead& offer, const base::Traceparent& trace,
                                    const std::optional<std::vector<Bid>>& pinged) {
        auto auction = pinged ? AuctionResult{*pinged} : auction_now(*market, offer, trace);
        if (!auction.decided())
            return settle({.state = SaleState::failed, .reason = std::string(nobody_asked)}, offer.id, trace);
        if (!delivers_in_request(options.architecture)) return hand_over(offer, trace, auction.bids);
        return settle(deliver_now(*market, offer, trace, std::move(auction.bids)), offer.id, trace);
    }

    std::optional<Settlement> settle(const SaleOutcome& outcome, LeadId id,
                                     const base::Traceparent& trace) const {
        const auto settlement = settlement_of(id, outcome, options.dead_letters, trace);
        const auto settled = ledger->settle({settlement});
        if (!settled) return std::nullopt;
        if (!settled->empty()) count(settlement);
        return settlement;
    }

    /// To the delivery, by the bus.
    std::optional<Settlement> hand_over(const OfferedLead& offer, const base::Traceparent& trace,
                                        const std::vector<Bid>& bids) {
        Event accepted;
        // Another id each time a lead is handed over: the bus would take one that was replayed for a
        // duplicate.
        accepted.id = lead_id_text(offer.id) + '.' + base::to_text(trace.parent_id);
        accepted.lead = offer.id;
        accepted.trace = trace;
        if (const auto told = bus->publish({auction_closed(accepted, bids, around.clock.wall_now())});
            !told) {
            around.tracer.log(tracer::Severity::error, "an auction's result could not be published",
                              {{"reason", told.error().message}});
            return std::nullopt;
        }
        return Settlement{offer.id, LeadState::accepted, {}, 0, {}, trace};
    }

    /// For a sender that waits. A lead whose result could not be written down is sold again in a moment: its
    /// buyer knows it by its id and does not buy it twice.
    Settlement drive_or_keep(const OfferedLead& offer, const base::Traceparent& trace,
                             const std::optional<std::vector<Bid>>& pinged) {
        if (const auto driven = drive(offer, trace, pinged)) return *driven;
        owed_here.promise({offer.id});
        sweeper->take_up_later(offer.id);
        return {offer.id, LeadState::accepted, {}, 0, {}, trace};
    }

    /// A lead that was accepted by a process that died, has been opened again, or could not be settled. False
    /// when it still cannot.
    bool take_up(LeadId id) {
        const bool driven = sell_again(id);
        if (driven) owed_here.keep(id);
        return driven;
    }

    /// One the bus still holds may have failed a moment ago, its event not yet being acknowledged: whether
    /// the bus drives it on is known once that is done.
    bool sell_again(LeadId id) {
        const auto row = ledger->find(id);
        const auto json = ledger->lead_json(id);
        if (!row || !json) return false;
        if (!*row || !*json || (*row)->state != LeadState::accepted) return true;
        const auto held = bus ? bus->leads() : LeadsOnBus();
        if (!held || held->owed.contains(id)) return false;
        if (held->dead.contains(id)) return true;
        const auto span = around.tracer.span("take up");
        const auto offer = offer_of(id, (*row)->fingerprint, **json);
        return !offer || drive(*offer, span.context(), {}).has_value();
    }

    /// Failed leads, to be driven on by the relay or else the sweeper.
    tl::expected<std::size_t, LedgerFault> open_again(const std::vector<LeadId>& failed) {
        if (!sweeper) return ledger->reopen(failed);
        owed_here.promise(failed);
        auto opened = ledger->reopen(failed);
        if (!opened || !sweeper->take_up(failed))
            for (const auto id : failed) owed_here.keep(id);
        return opened;
    }

    /// Every lead that is accepted now.
    base::Result<std::vector<LeadId>> accepted() {
        std::vector<LeadId> ids;
        for (LeadId after = 0;;) {
            const auto page = ledger->unsettled(4096, after);
            if (!page) return tl::unexpected(page.error());
            if (page->empty()) return ids;
            for (const auto& lead : *page) ids.push_back(lead.id);
            after = ids.back();
        }
    }

    std::map<std::string, ConsumerId> consumers() const {
        std::map<std::string, ConsumerId> named;
        if (auctions) named.emplace("auction", auctions->id());
        if (deliveries) named.emplace("delivery", deliveries->id());
        return named;
    }

    static std::int64_t dead_among(const std::vector<LeadId>& accepted, const std::set<LeadId>& dead) {
        return std::count_if(accepted.begin(), accepted.end(), [&](LeadId id) { return dead.contains(id); });
    }

    std::int64_t stranded_among(const std::vector<LeadId>& before, const std::vector<LeadId>& after,
                                const LeadsOnBus& held, const OwedHere::Leads& here,
                                std::int64_t published) const {
        std::set<LeadId> lost;
        std::set_intersection(before.begin(), before.end(), after.begin(), after.end(),
                              std::inserter(lost, lost.end()));
        std::erase_if(lost, [&](LeadId id) {
            return held.owed.contains(id) || held.dead.contains(id) || here.contains(id);
        });
        while (!lost.empty() && relay) {
            const auto facts = ledger->log(published, 4096);
            if (!facts || facts->empty()) break;
            for (const auto& fact : *facts) lost.erase(fact.lead);
            published = facts->back().sequence;
        }
        return static_cast<std::int64_t>(lost.size());
    }

    PipelineOptions options;
    Around around;
    OwedHere owed_here;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<Bus> bus;
    Caps caps;
    std::unique_ptr<Market> market;
    std::unique_ptr<EventRole<Settlement>> deliveries;
    std::unique_ptr<EventRole<Event>> auctions;
    std::unique_ptr<Relay> relay;
    std::unique_ptr<Sweeper> sweeper;
};

base::Result<std::unique_ptr<Pipeline>> Pipeline::open(const std::filesystem::path& database,
                                                       const PipelineOptions& options, const Around& around) {
    auto ledger = Ledger::open(database, options.ledger, around.tracer);
    if (!ledger) return tl::unexpected(ledger.error());
    std::unique_ptr<Bus> bus;
    if (!delivers_in_request(options.architecture)) {
        auto opened = Bus::open(database.string() + ".bus", {}, around.clock);
        if (!opened) return tl::unexpected(opened.error());
        bus = *std::move(opened);
    }
    auto parts = std::make_unique<Parts>(*std::move(ledger), std::move(bus), options, around);
    if (auto started = parts->start(); !started) return tl::unexpected(started.error());
    return std::unique_ptr<Pipeline>(new Pipeline(std::move(parts)));
}

Pipeline::Pipeline(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Pipeline::~Pipeline() = default;

bool Pipeline::is_sold_in_request() const { return delivers_in_request(parts_->options.architecture); }
Ledger& Pipeline::ledger() { return *parts_->ledger; }
Market& Pipeline::market() { return *parts_->market; }

std::shared_ptr<const void> Pipeline::begin_request() {
    return parts_->owed_here.begin_request(base::wall_now());
}

Settlement Pipeline::follow(LeadId id, const Entry& entry) {
    if (!auctions_in_request(parts_->options.architecture))
        return {id, LeadState::accepted, {}, 0, {}, entry.trace};
    return parts_->drive_or_keep(offer_of(id, entry), entry.trace, entry.bids);
}

/// A lead is accepted first and settled before its event is acknowledged, and every step of its way publishes
/// the next event before it acknowledges the last: so whoever is accepted before and after a look at the bus,
/// and not on it, not in the unpublished part of the log and not owed by this process is stranded.
base::Result<Conservation> Pipeline::conservation() {
    auto& parts = *parts_;
    const auto before = parts.accepted();
    const auto here = parts.owed_here.now();
    const auto published = parts.relay ? parts.relay->published() : 0;
    const auto held = parts.bus ? parts.bus->leads() : LeadsOnBus();
    const auto counts = parts.ledger->counts();
    const auto after = parts.accepted();
    if (!before || !counts || !after) return tl::unexpected((!before ? before : after).error());
    if (!held) return tl::unexpected(error_of(held.error()));
    return conservation_of(*counts, parts.dead_among(*after, held->dead),
                           parts.stranded_among(*before, *after, *held, here, published));
}

base::Result<std::vector<DeadLead>> Pipeline::dead_letters(std::size_t count_max) {
    const auto failed = parts_->ledger->failed(count_max);
    if (!failed) return tl::unexpected(failed.error());
    std::vector<DeadLead> dead;
    for (const auto& row : *failed) dead.push_back({row.id, "ledger", row.reason, 0});
    for (const auto& [name, consumer] : parts_->consumers()) {
        const auto letters =
            parts_->bus->dead_letters(consumer, count_max - std::min(count_max, dead.size()));
        if (!letters) return tl::unexpected(error_of(letters.error()));
        for (const auto& letter : *letters) dead.push_back(dead_lead(name, letter));
    }
    return dead;
}

base::Result<std::size_t> Pipeline::replay_dead_letters() {
    const auto dead = dead_letters(replayed_max);
    if (!dead) return tl::unexpected(dead.error());
    std::vector<LeadId> failed;
    for (const auto& lead : *dead)
        if (lead.where == "ledger") failed.push_back(lead.id);
    const auto opened = parts_->open_again(failed);
    if (!opened) return base::failure(base::ErrorCode::io, "the ledger could not be written", "try again");
    std::size_t count = *opened;
    for (const auto& [name, consumer] : parts_->consumers()) {
        const auto letters = parts_->bus->dead_letters(consumer, replayed_max);
        std::vector<std::int64_t> sequences;
        for (const auto& letter : letters.value_or(std::vector<DeadLetter>()))
            sequences.push_back(letter.sequence);
        count += parts_->bus->replay(consumer, sequences).value_or(0);
    }
    return count;
}

std::vector<prometheus::MetricFamily> Pipeline::metrics() {
    auto families = parts_->market->collectable()->Collect();
    if (!parts_->bus) return families;
    for (auto& family : bus_metrics(*parts_->bus, parts_->consumers())) families.push_back(std::move(family));
    return families;
}

} // namespace redline::leadpipe
