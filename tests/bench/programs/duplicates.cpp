// How well duplicates are recognised among parties whose entities are known, by halves of the entities.
// `figures FILE` prints, a half a line: odd or even, precision, recall, F1, pairs compared and all pairs.
// `weights FILE` prints what the weights of likeness.cpp were taken from: each level's count among pairs of
// one entity and among others and its weight, over the odd half. `thresholds FILE` prints precision, recall
// and F1 of the odd half for each score a pair may be asked for.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>

#include "agreement_weights.hpp"
#include "known_duplicates.hpp"
#include "redline/leadpipe/blocking.hpp"
#include "redline/leadpipe/duplicates.hpp"

namespace {

using namespace redline;

void print_figures(const std::string& csv, test::Half half) {
    const auto known = test::known_parties(csv, half);
    const auto judgement = test::judge(known.entities, leadpipe::duplicates_of(known.parties));
    std::vector<leadpipe::PartyTraits> traits;
    for (const auto& party : known.parties) traits.push_back(leadpipe::traits_of(party));
    std::sort(traits.begin(), traits.end());
    traits.erase(std::unique(traits.begin(), traits.end()), traits.end());
    std::printf("%s %.4f %.4f %.4f %zu %.0f\n", half == test::Half::odd ? "odd" : "even",
                judgement.precision(), judgement.recall(), judgement.f1(),
                leadpipe::candidate_pairs(traits).size(),
                test::pairs_among(static_cast<double>(known.parties.size())));
}

void print_field(const char* name, const test::FieldCounts& field, std::size_t levels) {
    for (std::size_t level = 1; level < levels; ++level)
        std::printf("%s %zu %.0f %.0f %.1f\n", name, level, field.one[level], field.other[level],
                    test::weight_of(field, level));
}

void print_weights(const std::string& csv) {
    const auto counts = test::agreement_counts(test::known_parties(csv, test::Half::odd));
    print_field("name", counts.name, 6);
    print_field("place", counts.place, 5);
    print_field("zip", counts.zip, 4);
    print_field("phone", counts.phone, 4);
}

void print_thresholds(const std::string& csv) {
    const auto known = test::known_parties(csv, test::Half::odd);
    for (double threshold = 0; threshold <= 30; ++threshold) {
        const auto judgement = test::judge(known.entities, leadpipe::duplicates_of(known.parties, threshold));
        std::printf("%.0f %.4f %.4f %.4f\n", threshold, judgement.precision(), judgement.recall(),
                    judgement.f1());
    }
}

int refuse(const char* why) {
    std::fprintf(stderr, "%s\nusage: bench_duplicates figures|weights|thresholds FILE\n", why);
    return 2;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) return refuse("two words are needed");
    const std::string deed = arguments[1];
    std::ifstream file(arguments[2]);
    if (!file) return refuse("the file cannot be read");
    const std::string csv{std::istreambuf_iterator<char>(file), {}};
    if (deed == "weights") {
        print_weights(csv);
    } else if (deed == "thresholds") {
        print_thresholds(csv);
    } else if (deed == "figures") {
        print_figures(csv, test::Half::odd);
        print_figures(csv, test::Half::even);
    } else {
        return refuse("there is no such deed");
    }
    return 0;
}
