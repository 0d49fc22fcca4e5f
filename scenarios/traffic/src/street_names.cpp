#include "street_names.hpp"

#include <array>

namespace redline::traffic {

namespace {

constexpr std::array street_rows = std::to_array<Weighted>({
    {"Second", 10866},
    {"Third", 10131},
    {"First", 9898},
    {"Fourth", 9190},
    {"Park", 8926},
    {"Fifth", 8186},
    {"Main", 7644},
    {"Sixth", 7283},
    {"Oak", 6946},
    {"Seventh", 6377},
    {"Pine", 6170},
    {"Maple", 6103},
    {"Cedar", 5644},
    {"Eighth", 5524},
    {"Elm", 5233},
    {"View", 5202},
    {"Washington", 4974},
    {"Ninth", 4908},
    {"Lake", 4901},
    {"Hill", 4877},
    {"Walnut", 4500},
    {"Spring", 4100},
    {"North", 4000},
    {"Ridge", 3900},
    {"Lincoln", 3800},
    {"Church", 3700},
    {"Willow", 3600},
    {"Mill", 3500},
    {"Sunset", 3400},
    {"Railroad", 3300},
    {"Jackson", 3200},
    {"Cherry", 3100},
    {"West", 3000},
    {"South", 2900},
    {"Center", 2900},
    {"Highland", 2800},
    {"Johnson", 2700},
    {"Forest", 2600},
    {"River", 2600},
    {"Jefferson", 2500},
    {"Madison", 2300},
    {"Franklin", 2300},
    {"Chestnut", 2200},
    {"Spruce", 2200},
    {"Birch", 2100},
    {"Dogwood", 2000},
    {"Magnolia", 1900},
    {"Sycamore", 1900},
    {"Adams", 1800},
    {"Monroe", 1700},
    {"Roosevelt", 1500},
    {"Cleveland", 1400},
    {"Kennedy", 1200},
    {"Wilson", 1200},
    {"Old Mill", 1100},
    {"Valley View", 1100},
    {"Country Club", 1100},
    {"Martin Luther King Jr", 1000},
    {"Indian Creek", 1000},
    {"Rolling Meadow", 900},
    {"Fox Hollow", 900},
    {"Twin Lakes", 900},
    {"Laurel Canyon", 800},
    {"Saint Andrews", 700},
    {"St. Charles", 600},
    {"Las Palmas", 600},
    {"El Camino Real", 600},
    {"La Mesa", 500},
    {"De La Vina", 400},
    {"O'Malley", 400},
    {"McKinley", 800},
    {"MacArthur", 600},
    {"Van Buren", 600},
    {"Winston-Salem", 300},
    {"Old Post", 600},
    {"Court", 500},
    {"Avenue of the Oaks", 200},
    {"Broadway", 1500},
});

constexpr std::array road_rows = std::to_array<Weighted>({
    {"Highway", 29},
    {"Hwy", 15},
    {"County Road", 22},
    {"State Road", 10},
    {"State Route", 8},
    {"State Highway", 4},
    {"Route", 13},
    {"Rt.", 3},
    {"US Highway", 6},
    {"U.S. Highway", 5},
    {"US", 4},
    {"U.S.", 6},
    {"FM", 5},
    {"Co Rd", 3},
    {"Old Hwy", 5},
    {"Avenue", 4},
});

constexpr std::array building_rows = std::to_array<Weighted>({
    {"Riverside Offices", 3},
    {"Harbor House", 2},
    {"The Elm Lofts", 2},
    {"East Lake Apartments", 3},
    {"One Commerce Tower", 2},
    {"North Tower", 2},
    {"Orchard Mobile Homes", 2},
    {"Prof. Bldg.", 1},
});

constexpr std::array landmark_rows = std::to_array<Weighted>({
    {"County Courthouse Annex", 2},
    {"Fairgrounds", 2},
    {"Regional Arpt Terminal B", 2},
    {"General Delivery", 3},
    {"Eastgate Mall", 2},
    {"Marina Slip 14", 1},
    {"Old Depot", 1},
    {"", 6},
});

constexpr std::array recipient_rows = std::to_array<Weighted>({
    {"c/o ", 14},
    {"Attn: ", 9},
    {"ATTN ", 4},
    {"", 62},
});

constexpr std::array subaddress_rows = std::to_array<Weighted>({
    {"Dept", 24},
    {"Bldg", 9},
    {"Floor", 8},
    {"MSC", 7},
    {"Department", 7},
    {"Building", 6},
    {"File", 6},
    {"Code", 4},
    {"Bin", 4},
    {"Tower", 3},
    {"Bld", 3},
    {"PMB", 3},
    {"Bldg.", 3},
    {"Dept.", 3},
});

} // namespace

const WeightedTable& street_names() {
    static constexpr WeightedTable table(street_rows);
    return table;
}

const WeightedTable& road_kinds() {
    static constexpr WeightedTable table(road_rows);
    return table;
}

const WeightedTable& building_names() {
    static constexpr WeightedTable table(building_rows);
    return table;
}

const WeightedTable& landmark_names() {
    static constexpr WeightedTable table(landmark_rows);
    return table;
}

const WeightedTable& recipient_forms() {
    static constexpr WeightedTable table(recipient_rows);
    return table;
}

const WeightedTable& subaddress_types() {
    static constexpr WeightedTable table(subaddress_rows);
    return table;
}

} // namespace redline::traffic
