#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "option_reader.hpp"
#include "redline/base/quantity.hpp"
#include "redline/base/random.hpp"
#include "redline/leadpipe/buyer_service.hpp"
#include "redline/leadpipe/buyer_switches.hpp"
#include "serving.hpp"

namespace redline::leadpipe {

namespace {

/// What the command line says, as it says it.
struct BuyersWords {
    ServingOptions serving;
    std::string latency = "30ms", error_share = "0%";
    std::optional<std::int64_t> cap;
    std::optional<std::uint64_t> seed;
};

void declare_options(CLI::App& app, BuyersWords& words) {
    declare_serving(app, words.serving);
    app.add_option("--latency", words.latency,
                   "Median latency of each buyer; one answer in a hundred takes four times as long")
        ->capture_default_str();
    app.add_option("--error-share", words.error_share, "Share of calls that are answered 503")
        ->capture_default_str();
    app.add_option("--cap", words.cap, "Leads each buyer buys in a day (UTC); without it, any number")
        ->check(CLI::NonNegativeNumber);
    app.add_option("--seed", words.seed, "Seed of latencies and errors; fresh if not given");
    app.add_option("--workers", words.serving.server.workers, "Calls under way at once")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
}

base::Result<BuyerSwitches> switches_of(const BuyersWords& words) {
    OptionReader reader;
    base::Duration latency{};
    base::Share errors;
    reader.read(latency, base::parse_duration(words.latency));
    reader.read(errors, base::parse_share(words.error_share));
    if (reader.error) return tl::unexpected(*reader.error);
    return BuyerSwitches{.latency = latency, .error_share = errors.ratio, .daily_cap = words.cap};
}

int run_buyers(BuyersWords words) {
    const auto switches = switches_of(words);
    if (!switches) return fail(switches.error());
    auto log = LogFile::open(words.serving.log);
    if (!log) return fail(log.error());
    tracer::Tracer tracer(traced_as("buyers", *log));
    base::SystemClock clock;
    BuyerRoster roster(known_profiles(), words.seed ? *words.seed : base::fresh_seed());
    roster.for_each([&](SimulatedBuyer& buyer) { apply(*switches, buyer); });
    BuyerService service(tracer, roster, clock);
    words.serving.server.on_stop = [&] { service.stop_waiting(); };
    return serve_until_stopped("buyers", words.serving, service, tracer);
}

} // namespace

void declare_buyers(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("buyers", "The simulated buyers over HTTP until stopped");
    const auto words = std::make_shared<BuyersWords>();
    words->serving.server.workers = 256;
    declare_options(*command, *words);
    command->callback([words, &status] { status = run_buyers(*words); });
}

} // namespace redline::leadpipe
