#include "rate_curve.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "redline/base/duration.hpp"

namespace redline::language {

namespace {

using loadgen::RatePoint;

constexpr std::size_t curve_bytes_max = std::size_t{4} << 20;
constexpr std::size_t curve_rows_max = 100'000;
constexpr std::size_t mistakes_shown_max = 20;
constexpr double seconds_max = 1e10; ///< Unix time fits well within

/// A stretch of a line.
struct Field {
    std::size_t at = 0;
    std::string_view text;
};

Field trimmed(Field field) {
    constexpr std::string_view around = " \t\r\"";
    const auto begin = std::min(field.text.find_first_not_of(around), field.text.size());
    const auto end = field.text.find_last_not_of(around) + 1;
    return {field.at + begin, field.text.substr(begin, std::max(begin, end) - begin)};
}

std::optional<double> bare_number(std::string_view text) {
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, code] = std::from_chars(text.data(), end, number);
    if (code != std::errc{} || rest != end || !std::isfinite(number) || number < 0) return std::nullopt;
    return number;
}

std::optional<base::Duration> time_in(std::string_view text) {
    if (const auto seconds = bare_number(text); seconds && *seconds < seconds_max / 2)
        return base::Duration(std::llround(*seconds * 1e9));
    const auto duration = base::parse_duration(text);
    return duration ? std::optional(*duration) : std::nullopt;
}

std::optional<base::Rate> rate_in(std::string_view text) {
    if (const auto number = bare_number(text)) return base::Rate{*number};
    const auto rate = base::parse_rate(text);
    return rate ? std::optional(*rate) : std::nullopt;
}

/// Reads the rows of one file.
class CurveReader {
  public:
    explicit CurveReader(std::shared_ptr<const base::SourceText> source) : source_(std::move(source)) {}

    base::Result<std::vector<RatePoint>> read() {
        std::string_view left = source_->text;
        for (line_ = 1; !left.empty() && diagnostics_.size() < mistakes_shown_max; ++line_) {
            const auto end = std::min(left.find('\n'), left.size());
            read_line(left.substr(0, end));
            left.remove_prefix(std::min(end + 1, left.size()));
        }
        if (diagnostics_.empty()) check_whole();
        if (!diagnostics_.empty()) return base::failure(std::move(diagnostics_));
        const auto first = points_.front().at;
        for (auto& point : points_) point.at -= first;
        return std::move(points_);
    }

  private:
    void read_line(std::string_view line) {
        const auto whole = trimmed({0, line});
        if (whole.text.empty() || whole.text.front() == '#') return;
        const bool first_row = ++rows_ == 1;
        const auto comma = line.find(',');
        if (comma == std::string_view::npos || line.find(',', comma + 1) != std::string_view::npos)
            return report(whole, "a row of a curve is a time and a rate", "write for example 60,180");
        read_row(trimmed({0, line.substr(0, comma)}), trimmed({comma + 1, line.substr(comma + 1)}),
                 first_row);
    }

    void read_row(Field time_field, Field rate_field, bool may_be_heading) {
        const auto time = time_in(time_field.text);
        const auto rate = rate_in(rate_field.text);
        if (!time && !rate && may_be_heading) return;
        if (!time)
            return report(time_field, fmt::format("`{}` is not a time", time_field.text),
                          "write seconds, or a number and a unit: 90, 1m30s");
        if (!rate)
            return report(rate_field, fmt::format("`{}` is not a rate", rate_field.text),
                          "write starts a second, or a number and a time: 1.5, 90/min");
        if (!points_.empty() && *time < points_.back().at)
            return report(time_field, "the times of a curve go back here", "sort the rows by time");
        points_.push_back({*time, *rate});
    }

    void check_whole() {
        line_ = 1;
        if (points_.size() < 2 || points_.back().at == points_.front().at)
            report({}, "a curve needs two rows of different times");
        if (points_.size() > curve_rows_max)
            report({}, fmt::format("a curve has at most {} rows", curve_rows_max), "take every tenth row");
    }

    void report(Field field, std::string message, std::string hint = {}) {
        const base::Place place{source_, line_, static_cast<int>(field.at) + 1,
                                std::max(static_cast<int>(field.text.size()), 1)};
        diagnostics_.push_back({place, std::move(message), std::move(hint)});
    }

    std::shared_ptr<const base::SourceText> source_;
    std::vector<base::Diagnostic> diagnostics_;
    std::vector<RatePoint> points_;
    std::size_t rows_ = 0;
    int line_ = 1;
};

} // namespace

base::Result<std::vector<RatePoint>> read_curve(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::is_regular_file(path, code))
        return base::failure(base::ErrorCode::not_found, fmt::format("there is no curve `{}`", path.string()),
                             "paths are relative to the scenario's folder");
    std::ifstream file(path, std::ios::binary);
    std::string text(curve_bytes_max + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad())
        return base::failure(base::ErrorCode::io, fmt::format("the curve `{}` is unreadable", path.string()));
    if (text.size() > curve_bytes_max)
        return base::failure(base::ErrorCode::invalid_input, "a curve's file is at most 4 MiB",
                             "take every tenth row");
    return CurveReader(
               std::make_shared<const base::SourceText>(base::SourceText{path.string(), std::move(text)}))
        .read();
}

base::Rate peak_of(std::span<const RatePoint> points) {
    base::Rate peak;
    for (const auto& point : points) peak.per_second = std::max(peak.per_second, point.rate.per_second);
    return peak;
}

base::Duration fit(std::span<RatePoint> points, base::Duration duration, double factor) {
    const auto recorded = points.back().at;
    if (duration == base::Duration(0)) duration = recorded;
    const double stretch = base::in_seconds(duration) / base::in_seconds(recorded);
    for (auto& point : points) {
        if (duration != recorded)
            point.at = base::Duration(std::llround(static_cast<double>(point.at.count()) * stretch));
        point.rate.per_second *= factor;
    }
    points.back().at = duration;
    return duration;
}

} // namespace redline::language
