/// Why this exists: a scenario and a command line choose among the engine's ways by the same words. Each list
/// stands in the order of the enumeration it names, so a word's place is the choice.
///
/// Pure.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "redline/base/error.hpp"
#include "redline/loadgen/plan.hpp"

namespace redline::language {

/// loadgen::Protocol, Backend, Pacing and Late.
constexpr std::array<std::string_view, 2> protocol_words = {"1.1", "2"};
constexpr std::array<std::string_view, 3> backend_words = {"auto", "epoll", "uring"};
constexpr std::array<std::string_view, 3> pacing_words = {"auto", "precise", "batched"};
constexpr std::array<std::string_view, 2> late_words = {"send", "drop"};

/// The place of `word` among `words`, or an error that names the nearest.
base::Result<std::size_t> place_among(std::string_view word, std::span<const std::string_view> words);

/// The choice that `word` names, for example `choice_of<loadgen::Pacing>("batched", pacing_words)`.
template <class Choice>
base::Result<Choice> choice_of(std::string_view word, std::span<const std::string_view> words) {
    return place_among(word, words).map([](std::size_t place) { return static_cast<Choice>(place); });
}

} // namespace redline::language
