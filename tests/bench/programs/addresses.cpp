// leadpipe's address reading over real lines. `labels FOLDER ROUNDS` prints the shares of tokens wrong on the
// odd and the even labelled lines, in per cent, and the microseconds a line of labelling all, the least of
// the rounds. `repair FOLDER ROUNDS` prints a round a line: microseconds of processor time a line of parsing
// and respelling every messy line, and the share that could be repaired.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "labelled_lines.hpp"
#include "redline/base/clock.hpp"
#include "redline/leadpipe/address.hpp"
#include "redline/leadpipe/address_labels.hpp"

namespace {

using namespace redline;

/// Lines are read this many times a round, so that a round is long beside the clock's step.
constexpr int repeats = 10;

template <class Deed>
double microseconds_each(const std::vector<std::string>& lines, Deed deed) {
    const auto begin = base::thread_cpu_time();
    for (int repeat = 0; repeat < repeats; ++repeat)
        for (const auto& line : lines) deed(line);
    const auto spent = std::chrono::duration<double, std::micro>(base::thread_cpu_time() - begin);
    return spent.count() / repeats / static_cast<double>(lines.size());
}

/// The second column of us_messy_lines.tsv, below its heading.
std::vector<std::string> messy_lines(const std::string& folder) {
    std::ifstream file(folder + "/us_messy_lines.tsv");
    std::vector<std::string> lines;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) lines.push_back(line.substr(line.find('\t') + 1));
    return lines;
}

double share_wrong(const std::vector<test::LabelledLine>& lines) {
    test::TokenScore sum;
    for (const auto& line : lines) {
        const auto score = tokens_right(line, leadpipe::label_address(line.line));
        sum.right += score.right;
        sum.of += score.of;
    }
    return 100 * (1 - sum.share());
}

void print_labels(const std::vector<test::LabelledLine>& labelled, int rounds) {
    std::vector<std::string> lines;
    for (const auto& line : labelled) lines.push_back(line.line);
    std::size_t tokens = 0;
    double least = 1e9;
    for (int round = 0; round < rounds; ++round)
        least = std::min(least, microseconds_each(lines, [&](const std::string& line) {
                             tokens += leadpipe::label_address(line).size();
                         }));
    if (tokens == 0) std::exit(1);
    std::printf("%.3f %.3f %.3f\n", share_wrong(odd_lines(labelled)), share_wrong(even_lines(labelled)),
                least);
}

void print_repair(const std::vector<std::string>& lines, int rounds) {
    for (int round = 0; round < rounds; ++round) {
        std::size_t repaired = 0, bytes = 0;
        const auto cost = microseconds_each(lines, [&](const std::string& line) {
            const auto address = leadpipe::parse_address(line);
            if (!address) return;
            ++repaired;
            bytes += leadpipe::to_text(*address).size();
        });
        if (bytes == 0) std::exit(1);
        std::printf("%.3f %.2f\n", cost,
                    100 * static_cast<double>(repaired) / repeats / static_cast<double>(lines.size()));
    }
}

} // namespace

int main(int count, char** words) {
    const std::string_view deed = count == 4 ? words[1] : "";
    if (deed != "labels" && deed != "repair") {
        std::fputs("usage: bench_addresses labels|repair FOLDER ROUNDS\n", stderr);
        return 2;
    }
    const std::string folder = words[2];
    std::ifstream labelled(folder + "/us_labeled_tokens.jsonl");
    if (deed == "labels")
        print_labels(test::labelled_lines(labelled), std::atoi(words[3]));
    else
        print_repair(messy_lines(folder), std::atoi(words[3]));
    return 0;
}
