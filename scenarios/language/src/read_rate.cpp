#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "rate_curve.hpp"
#include "rate_text.hpp"
#include "sections.hpp"

namespace redline::language {

namespace {

using loadgen::RatePoint;
using Points = std::vector<RatePoint>;

/// Reads an `arrival_rate` into a stage whose duration is known, or zero where that was wrong.
class RateReader {
  public:
    RateReader(loadgen::Stage& stage, const std::filesystem::path& folder, yaml::Diagnostics& diagnostics)
        : stage_(stage), folder_(folder), diagnostics_(diagnostics) {}

    void read(const yaml::Node& node) {
        if (node.kind == yaml::Kind::mapping) return read_shape(node);
        if (node.kind == yaml::Kind::sequence)
            return yaml::report(diagnostics_, node, "an arrival rate is not a list",
                                "write { steps: [50/s, 100/s] } for a staircase");
        if (const auto text = yaml::read_as(&node, diagnostics_, parse_rate_text))
            take(points_of(*text, stage_.duration));
    }

  private:
    void read_shape(const yaml::Node& node) {
        yaml::MappingReader reader(node, "an arrival rate", diagnostics_);
        const std::array<const yaml::Node*, 4> shapes = {reader.optional("steps"), reader.optional("sine"),
                                                         reader.optional("spike"), reader.optional("curve")};
        const auto found = std::count_if(shapes.begin(), shapes.end(), [](auto* shape) { return shape; });
        if (found > 1 || node.entries.empty())
            yaml::report(diagnostics_, node, "an arrival rate is one of steps, sine, spike and curve");
        if (shapes[0] != nullptr) read_steps(*shapes[0]);
        if (shapes[1] != nullptr) read_sine(*shapes[1]);
        if (shapes[2] != nullptr) read_spike(*shapes[2]);
        if (shapes[3] != nullptr) read_curve(*shapes[3], reader);
        reader.finish();
    }

    void read_steps(const yaml::Node& node) {
        std::vector<base::Rate> levels;
        for (const auto& item : read_some_items(&node, "rate", diagnostics_))
            levels.push_back(rate(&item).value_or(base::Rate{}));
        if (levels.size() > steps_of_a_staircase_max)
            yaml::report(diagnostics_, node, "a staircase has at most 1,000 steps");
        if (!levels.empty()) take(staircase(levels, stage_.duration));
    }

    void read_sine(const yaml::Node& node) {
        yaml::MappingReader reader(node, "a sine", diagnostics_);
        const auto mean = rate(reader.required("mean"));
        const auto swing = yaml::read_as(reader.required("amplitude"), diagnostics_, base::parse_share);
        const auto period = read_some_time(reader.required("period"), "a period", diagnostics_);
        reader.finish();
        if (!mean || !swing || !period) return;
        const base::Rate amplitude{mean->per_second * swing->ratio};
        check_height({mean->per_second + amplitude.per_second}, node);
        take({{base::Duration(0), *mean}, {stage_.duration, *mean}});
        stage_.swing = {amplitude, *period};
    }

    void read_spike(const yaml::Node& node) {
        const auto before = diagnostics_.size();
        yaml::MappingReader reader(node, "a spike", diagnostics_);
        const auto ground = rate(reader.required("base")).value_or(base::Rate{});
        const auto peak = read_peak(reader.required("peak"), ground);
        base::Duration at = duration(reader.optional("at"));
        Points points = {{base::Duration(0), ground}, {at, ground}};
        points.push_back({at += duration(reader.optional("rise")), peak});
        points.push_back({at += duration(reader.optional("hold")), peak});
        points.push_back({at += duration(reader.optional("fall")), ground});
        reader.finish();
        if (diagnostics_.size() == before) check_spike(points, node);
        points.push_back({stage_.duration, ground});
        take(points);
    }

    void check_spike(const Points& points, const yaml::Node& node) {
        if (points.back().at == points[1].at)
            yaml::report(diagnostics_, node, "a spike takes some time", "say how long to `hold` it");
        if (stage_.duration > base::Duration(0) && points.back().at > stage_.duration)
            yaml::report(diagnostics_, node,
                         fmt::format("the spike is over after {}, the stage after {}",
                                     base::to_text(points.back().at), base::to_text(stage_.duration)),
                         "make the stage's duration longer");
    }

    /// A rate, or a factor of the base.
    base::Rate read_peak(const yaml::Node* node, base::Rate base) {
        if (node == nullptr || !node->text.ends_with('x')) return rate(node).value_or(base::Rate{});
        const auto factor = yaml::read_as(node, diagnostics_, parse_growth).value_or(base::Factor{0});
        return check_height({base.per_second * factor.times}, *node);
    }

    void read_curve(const yaml::Node& node, yaml::MappingReader& reader) {
        const auto* peak_node = reader.optional("peak");
        const auto* scale_node = reader.optional("scale");
        const auto peak = rate(peak_node);
        const auto scale = yaml::read_as(scale_node, diagnostics_, parse_growth);
        if (peak_node != nullptr && scale_node != nullptr)
            yaml::report(diagnostics_, *scale_node, "a curve is scaled to a peak or by a factor, not both");
        const auto file = yaml::read_text(&node, diagnostics_);
        if (!file) return;
        auto points = language::read_curve(folder_ / *file);
        if (!points) return report_curve(points.error(), node);
        const auto highest = peak_of(*points);
        if (peak && highest == base::Rate{})
            return yaml::report(diagnostics_, *peak_node,
                                "a curve of nothing but zeros has no peak to scale");
        const auto factor =
            peak ? peak->per_second / highest.per_second : scale.value_or(base::Factor{}).times;
        check_height({highest.per_second * factor}, node);
        stage_.duration = fit(*points, stage_.duration, factor);
        take(*points);
    }

    void report_curve(const base::Error& error, const yaml::Node& node) {
        diagnostics_.insert(diagnostics_.end(), error.diagnostics.begin(), error.diagnostics.end());
        if (error.diagnostics.empty()) yaml::report(diagnostics_, node, error.message, error.hint);
    }

    std::optional<base::Rate> rate(const yaml::Node* node) {
        return yaml::read_as(node, diagnostics_, parse_arrival_rate);
    }

    base::Duration duration(const yaml::Node* node) {
        return read_time(node, diagnostics_).value_or(base::Duration(0));
    }

    base::Rate check_height(base::Rate rate, const yaml::Node& node) {
        if (too_high(rate)) yaml::report(diagnostics_, node, std::string(too_high_text));
        return rate;
    }

    void take(const Points& points) {
        stage_.from = points.front().rate;
        stage_.to = points.back().rate;
        stage_.between.assign(points.begin() + 1, points.end() - 1);
    }

    loadgen::Stage& stage_;
    const std::filesystem::path& folder_;
    yaml::Diagnostics& diagnostics_;
};

} // namespace

void read_arrival_rate(const yaml::Node& node, const std::filesystem::path& folder, loadgen::Stage& stage,
                       yaml::Diagnostics& diagnostics) {
    RateReader(stage, folder, diagnostics).read(node);
}

} // namespace redline::language
