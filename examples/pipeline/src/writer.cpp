#include "redline/leadpipe/writer.hpp"

#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

enum class IngestWord { row, batch };
constexpr std::array<std::string_view, 2> words{"row", "batch"};

base::Result<Ingest> read_size(std::string_view digits) {
    std::size_t size = 0;
    const auto* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, size);
    if (read.ec == std::errc() && read.ptr == end && size >= 1 && size <= ingest_facts_max)
        return Ingest{size};
    return base::failure(base::ErrorCode::invalid_input,
                         fmt::format("`{}` is not the size of a batch: 1 to {}", digits, ingest_facts_max),
                         "write it as batch:500");
}

} // namespace

base::Result<Ingest> parse_ingest(std::string_view text) {
    const auto colon = text.find(':');
    const auto word = parse_choice<IngestWord>("way to write the store", text.substr(0, colon), words);
    if (!word) return tl::unexpected(word.error());
    if (*word == IngestWord::batch) return read_size(colon == text.npos ? "" : text.substr(colon + 1));
    if (colon == text.npos) return Ingest{1};
    return base::failure(base::ErrorCode::invalid_input, "row has no size",
                         "write it as row, or as batch:500");
}

std::string to_text(Ingest ingest) {
    return ingest.facts_max == 1 ? "row" : fmt::format("batch:{}", ingest.facts_max);
}

Writer::Writer(Store& store, ReadLog log, StoreFaults& faults, base::Clock& clock, WriterOptions options,
               Applied applied)
    : store_(store), log_(std::move(log)), faults_(faults), clock_(clock), options_(options),
      applied_(std::move(applied)) {}

base::Result<std::size_t> Writer::step() {
    const auto place = store_.cursor();
    if (!place) return tl::unexpected(place.error());
    const auto batch = log_(*place, options_.ingest.facts_max);
    if (!batch) return tl::unexpected(batch.error());
    if (batch->empty()) return 0;
    if (const auto done = store_.apply(*batch, [this] { return faults_.meet(); }); !done)
        return tl::unexpected(done.error());
    applied_count_ += batch->size();
    ++batches_;
    if (applied_) applied_(*batch);
    return batch->size();
}

base::Duration Writer::delay_after(int failures_in_a_row) const {
    RedeliveryPolicy policy;
    policy.first_delay = options_.first_delay;
    policy.delay_max = options_.delay_max;
    policy.attempts_max = std::numeric_limits<int>::max();
    const auto jitter = redelivery_jitter(options_.seed, "writer", 0, failures_in_a_row);
    return redelivery_delay(policy, failures_in_a_row, jitter).value_or(options_.delay_max);
}

void Writer::follow(const std::stop_token& stop) {
    int failures_in_a_row = 0;
    while (!stop.stop_requested()) {
        const auto seen = grown_.commits();
        const auto done = step();
        if (!done) {
            ++failures_;
            failures_in_a_row = std::min(failures_in_a_row + 1, 1'000);
            never_.wait(never_.commits(), clock_.now() + delay_after(failures_in_a_row), stop);
            continue;
        }
        failures_in_a_row = 0;
        if (*done < options_.ingest.facts_max) grown_.wait(seen, clock_.now() + options_.look_again, stop);
    }
}

base::Result<Lag> Writer::lag() {
    const auto place = store_.cursor();
    if (!place) return tl::unexpected(place.error());
    const auto waiting = log_(*place, lag_events_max);
    if (!waiting) return tl::unexpected(waiting.error());
    if (waiting->empty()) return Lag{};
    const auto age = clock_.wall_now() - waiting->front().at;
    return Lag{static_cast<std::int64_t>(waiting->size()), std::max(0.0, base::in_seconds(age))};
}

} // namespace redline::leadpipe
