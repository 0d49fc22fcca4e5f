// Any text is a run record somebody sent: it is refused or read, never worse, and whatever was read can be
// shown, written, and read again as the same.
#include <cstdint>
#include <string_view>

#include "claim.hpp"
#include "redline/reports/page.hpp"
#include "redline/reports/record_json.hpp"
#include "redline/reports/terminal.hpp"

using namespace redline;
using fuzz::claim;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto record = reports::read_record(text, "run.json");
    if (!record) {
        claim(base::to_text(record.error()).starts_with("run.json"), "a refusal names the file");
        return 0;
    }
    claim(!reports::html_page(*record).empty(), "what was read has a page");
    claim(!reports::summary_text(*record, true).empty(), "what was read has a summary");
    const auto written = base::to_text(reports::to_json(*record));
    const auto again = reports::read_record(written, "again.json");
    claim(again.has_value(), "what was written can be read");
    claim(base::to_text(reports::to_json(*again)) == written, "what was written is read as it was");
    return 0;
}
