#include "house_number.hpp"
#include "write_text.hpp"

#include <array>

namespace redline::traffic {

namespace {

/// House numbers of one to five digits as counted in the labelled lines of datamade/usaddress.
constexpr std::array digit_rows =
    std::to_array<Weighted>({{"1", 40}, {"2", 128}, {"3", 496}, {"4", 618}, {"5", 103}});
/// Unit numbers by shape, counted likewise.
constexpr std::array unit_shapes = std::to_array<Weighted>(
    {{"999", 158}, {"9999", 70}, {"9", 44}, {"99", 33}, {"A", 21}, {"9A", 13}, {"99A", 7}});

std::uint64_t number_of_digits(base::Random& random, std::size_t digits) {
    std::uint64_t low = 1;
    for (std::size_t i = 1; i < digits; ++i) low *= 10;
    return low + random.below(9 * low);
}

std::uint64_t plain_number(base::Random& random) {
    static constexpr WeightedTable table(digit_rows);
    return number_of_digits(random, table.pick_index(random) + 1);
}

char letter(base::Random& random) { return static_cast<char>('A' + random.below(8)); }

void use_utah_grid(base::Random& random, PostalAddress& into) {
    write(into.number, 100 + random.below(9000));
    const char side = "NSEW"[random.below(4)];
    write(into.street, 100 * (1 + random.below(90)), ' ', side);
    do into.direction_before = &directions().pick(random);
    while (into.direction_before->standard().size() > 1);
    into.suffix = into.direction_behind = nullptr;
}

} // namespace

void draw_house_number(const DirtRates& rates, base::Random& random, PostalAddress& into) {
    const auto number = plain_number(random);
    double left = random.uniform();
    const auto falls_on = [&](Dirt dirt) { return (left -= rates.of(dirt)) < 0; };
    if (falls_on(Dirt::hyphen_number))
        return write(into.number, 10 + number % 150, '-', Padded{1 + number % 97, 2});
    if (falls_on(Dirt::letter_number)) return write(into.number, number, letter(random));
    if (falls_on(Dirt::fraction_number)) return write(into.number, number, " 1/2");
    if (falls_on(Dirt::number_letter)) return write(into.number, number, ' ', letter(random));
    if (falls_on(Dirt::wisconsin_grid))
        return write(into.number, 'N', 10 + number % 190, 'W', 10000 + random.below(20000));
    if (falls_on(Dirt::number_prefix)) return write(into.number, "# ", number);
    if (falls_on(Dirt::utah_grid)) return use_utah_grid(random, into);
    write(into.number, number);
}

void draw_unit_number(base::Random& random, bool floor, std::string& into) {
    static constexpr WeightedTable table(unit_shapes);
    into.clear();
    if (floor) return write(into, 2 + random.below(40));
    for (const char shape : table.pick(random)) {
        if (shape == 'A')
            into += letter(random);
        else
            into += static_cast<char>('0' + (into.empty() ? 1 + random.below(9) : random.below(10)));
    }
}

} // namespace redline::traffic
