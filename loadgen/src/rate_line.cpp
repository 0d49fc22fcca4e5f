#include "redline/loadgen/rate_line.hpp"

#include <limits>

namespace redline::loadgen {

RateLine::RateLine(std::span<const RatePoint> points) {
    double begin = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double end = base::in_seconds(points[i + 1].at);
        if (end <= begin) continue;
        const double from = points[i].rate.per_second;
        const double to = points[i + 1].rate.per_second;
        const double before = total_;
        total_ += (from + to) / 2 * (end - begin);
        pieces_.push_back({begin, before, from, (to - from) / (end - begin), end, total_ - rounding_noise});
        begin = end;
    }
    if (pieces_.empty()) pieces_.emplace_back();
    pieces_.back().reached = std::numeric_limits<double>::infinity();
}

double RateLine::maximum() const {
    double most = 0;
    for (const auto& piece : pieces_) most = std::max({most, piece.rate, piece.rate_at(piece.end)});
    return most;
}

RateLine::Moment RateLine::at(double seconds) const {
    const auto next =
        std::upper_bound(pieces_.begin() + 1, pieces_.end(), seconds,
                         [](double moment, const Piece& piece) { return moment < piece.begin; });
    const auto& piece = *(next - 1);
    const double since = std::clamp(seconds, 0.0, this->seconds()) - piece.begin;
    return {piece.before + since * (piece.rate + piece.slope * since / 2), piece.rate + piece.slope * since,
            piece.slope};
}

double RateLine::time_of(double integral) const {
    const auto found =
        std::upper_bound(pieces_.begin(), pieces_.end() - 1, integral,
                         [](double reached, const Piece& piece) { return reached < piece.reached; });
    return found->time_of(integral);
}

} // namespace redline::loadgen
