#include "redline/leadpipe/likeness_index.hpp"

#include <algorithm>

#include "redline/leadpipe/identity.hpp"
#include "redline/leadpipe/likeness.hpp"

namespace redline::leadpipe {

namespace {

/// All of it: what an exact repeat shares, and hardly anything else.
std::int64_t whole_key(const PartyTraits& traits) {
    std::string text = "whole";
    const auto add = [&](const std::string& part) { text += '\n' + part; };
    std::for_each(traits.name.begin(), traits.name.end(), add);
    for (const auto* part : {&traits.number, &traits.directional, &traits.unit, &traits.zip, &traits.phone})
        add(*part);
    std::for_each(traits.street.begin(), traits.street.end(), add);
    return fingerprint_of(text);
}

std::vector<std::int64_t> index_keys(const PartyTraits& traits) {
    auto keys = blocking_keys(traits);
    keys.push_back(whole_key(traits));
    return keys;
}

} // namespace

std::vector<LikenessIndex::Number> LikenessIndex::sharing_a_key(const PartyTraits& traits) const {
    std::vector<Number> numbers;
    for (const auto key : index_keys(traits)) {
        const auto block = blocks_.find(key);
        if (block != blocks_.end()) numbers.insert(numbers.end(), block->second.begin(), block->second.end());
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

std::optional<LikenessIndex::Match> LikenessIndex::find(const PartyTraits& traits) const {
    std::optional<Match> best;
    for (const auto number : sharing_a_key(traits)) {
        const auto& party = parties_[number - forgotten_];
        const auto score = score_of(agreement_of(traits, party.traits));
        if (score >= alike_from && (!best || score > best->score)) best = Match{party.id, score};
    }
    return best;
}

void LikenessIndex::remember(std::int64_t id, PartyTraits traits) {
    if (parties_.size() == parties_max_) forget_oldest();
    const auto number = forgotten_ + parties_.size();
    auto keys = index_keys(traits);
    for (const auto key : keys) {
        auto& block = blocks_[key];
        if (block.size() == block_max) block.erase(block.begin());
        block.push_back(number);
    }
    parties_.push_back({id, std::move(traits), std::move(keys)});
}

/// The oldest of all is the oldest of each of its blocks, unless it left that already.
void LikenessIndex::forget_oldest() {
    for (const auto key : parties_.front().keys) {
        const auto block = blocks_.find(key);
        if (block == blocks_.end() || block->second.front() != forgotten_) continue;
        block->second.erase(block->second.begin());
        if (block->second.empty()) blocks_.erase(block);
    }
    parties_.pop_front();
    ++forgotten_;
}

} // namespace redline::leadpipe
