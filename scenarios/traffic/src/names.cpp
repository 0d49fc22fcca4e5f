#include "names.hpp"

#include <array>

namespace redline::traffic {

namespace {

constexpr std::array first_name_rows = std::to_array<Weighted>({
    {"Michael", 1158}, {"James", 1022},    {"John", 967},        {"Robert", 949},   {"David", 894},
    {"William", 748},  {"Mary", 684},      {"Christopher", 590}, {"Joseph", 541},   {"Richard", 535},
    {"Daniel", 514},   {"Thomas", 492},    {"Matthew", 450},     {"Jennifer", 433}, {"Charles", 428},
    {"Anthony", 384},  {"Patricia", 378},  {"Linda", 375},       {"Mark", 356},     {"Elizabeth", 353},
    {"Joshua", 351},   {"Steven", 345},    {"Andrew", 339},      {"Kevin", 329},    {"Brian", 324},
    {"Barbara", 321},  {"Jessica", 318},   {"Jason", 297},       {"Susan", 294},    {"Timothy", 288},
    {"Paul", 287},     {"Kenneth", 277},   {"Lisa", 275},        {"Ryan", 274},     {"Sarah", 269},
    {"Karen", 266},    {"Jeffrey", 264},   {"Donald", 262},      {"Ashley", 257},   {"Eric", 253},
    {"Jacob", 251},    {"Nicholas", 250},  {"Jonathan", 250},    {"Ronald", 244},   {"Michelle", 241},
    {"Kimberly", 239}, {"Nancy", 235},     {"Justin", 229},      {"Sandra", 227},   {"Amanda", 225},
    {"Brandon", 225},  {"Stephanie", 223}, {"Emily", 222},       {"Melissa", 221},  {"Gary", 218},
    {"Edward", 217},   {"Stephen", 215},   {"Scott", 210},       {"George", 209},   {"Donna", 209},
    {"Jose", 209},     {"Rebecca", 202},   {"Deborah", 201},     {"Laura", 196},
});

constexpr std::array last_name_rows = std::to_array<Weighted>({
    {"Smith", 800},     {"Johnson", 635},   {"Williams", 533}, {"Brown", 472},    {"Jones", 468},
    {"Garcia", 406},    {"Rodriguez", 382}, {"Miller", 373},   {"Martinez", 367}, {"Davis", 365},
    {"Hernandez", 337}, {"Lopez", 295},     {"Gonzalez", 285}, {"Wilson", 265},   {"Anderson", 255},
    {"Thomas", 246},    {"Taylor", 244},    {"Lee", 243},      {"Moore", 236},    {"Jackson", 233},
    {"Perez", 232},     {"Martin", 228},    {"Thompson", 217}, {"White", 217},    {"Sanchez", 209},
    {"Harris", 205},    {"Ramirez", 186},   {"Clark", 184},    {"Lewis", 175},    {"Robinson", 174},
    {"Walker", 171},    {"Young", 160},     {"Hall", 159},     {"Allen", 157},    {"Torres", 154},
    {"Nguyen", 152},    {"Wright", 149},    {"Flores", 148},   {"King", 148},     {"Scott", 144},
    {"Rivera", 142},    {"Green", 142},     {"Hill", 140},     {"Adams", 139},    {"Baker", 138},
    {"Nelson", 138},    {"Mitchell", 125},  {"Campbell", 125}, {"Gomez", 125},    {"Carter", 124},
    {"Roberts", 122},   {"Diaz", 119},      {"Phillips", 118}, {"Evans", 116},    {"Turner", 114},
    {"Reyes", 111},     {"Cruz", 110},      {"Parker", 109},   {"Edwards", 108},  {"Collins", 107},
    {"Stewart", 106},   {"Morris", 105},    {"Morales", 103},  {"Ortiz", 102},
});

} // namespace

const WeightedTable& first_names() {
    static constexpr WeightedTable table(first_name_rows);
    return table;
}

const WeightedTable& last_names() {
    static constexpr WeightedTable table(last_name_rows);
    return table;
}

} // namespace redline::traffic
