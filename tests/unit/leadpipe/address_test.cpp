#include <boost/test/unit_test.hpp>

#include <span>

#include "redline/base/random.hpp"
#include "redline/leadpipe/address.hpp"

using namespace redline::leadpipe;

namespace {

struct Case {
    std::string_view typed;
    std::string_view written; ///< delivery line and last line as Publication 28 writes them
};

void check(std::span<const Case> cases) {
    for (const auto& [typed, written] : cases) {
        const auto address = parse_address(typed);
        BOOST_TEST_CONTEXT("typed: " << typed) {
            BOOST_REQUIRE(address);
            BOOST_TEST(to_text(*address) == written);
        }
    }
}

AddressFault fault_of(std::string_view typed) {
    const auto address = parse_address(typed);
    if (address) BOOST_FAIL(typed << " was read as " << to_text(*address));
    return address.error();
}

} // namespace

BOOST_AUTO_TEST_SUITE(address)

BOOST_AUTO_TEST_CASE(streets_in_the_spelling_of_publication_28) {
    check(std::vector<Case>{
        {"1600 W. 5TH ave apt 4b, springfield IL 62704", "1600 W 5TH AVE APT 4B, SPRINGFIELD IL 62704"},
        {"12 Elm Street, Dover, Delaware 19901-1234", "12 ELM ST, DOVER DE 19901-1234"},
        {"100 n 3rd st st louis mo 63102", "100 N 3RD ST, ST LOUIS MO 63102"},
        {"12 elm st dover de", "12 ELM ST, DOVER DE"},
        {"12 elm st", "12 ELM ST"},
        {"77 North Lake Shore Drive\nSuite # 1200\nChicago, Illinois 606110042",
         "77 N LAKE SHORE DR STE 1200, CHICAGO IL 60611-0042"},
        {"one s. wacker dr", "1 S WACKER DR"},
        {"one Quarry Plaza, 40 Alder St, Elko NV", "1 QUARRY PLZ, ELKO NV"},
        {"810 Park Circle East Rd, Reno NV", "810 PARK CIRCLE EAST RD, RENO NV"},
        {"400 Avenue K, Lancaster CA", "400 AVENUE K, LANCASTER CA"},
        {"19 North Avenue, Milford CT", "19 NORTH AVE, MILFORD CT"},
        {"9 Elm St Portland OR 97201 USA", "9 ELM ST, PORTLAND OR 97201"},
        {"22 Pine Ave Hoboken NJ 7030", "22 PINE AVE, HOBOKEN NJ 07030"},
    });
}

BOOST_AUTO_TEST_CASE(numbers_as_real_houses_have_them) {
    check(std::vector<Case>{
        {"45-12 46th st queens ny 11104", "45-12 46TH ST, QUEENS NY 11104"},
        {"123 1/2 main st, athens oh", "123 1/2 MAIN ST, ATHENS OH"},
        {"123\xc2\xbd main st, athens oh", "123 1/2 MAIN ST, ATHENS OH"},
        {"640 N 2200 W, Park City, UT 84098", "640 N 2200 W, PARK CITY UT 84098"},
        {"W156N9762 Pilgrim Rd Germantown, WI 53022", "W156N9762 PILGRIM RD, GERMANTOWN WI 53022"},
        {"2458 B Wesley Chapel Rd", "2458 B WESLEY CHAPEL RD"},
        {"16A Rose Ln, Bath, ME 04530", "16A ROSE LN, BATH ME 04530"},
    });
}

BOOST_AUTO_TEST_CASE(highways_keep_their_numbers) {
    check(std::vector<Case>{
        {"1470 hwy 104 n, cedar grove tn", "1470 HIGHWAY 104 N, CEDAR GROVE TN"},
        {"2495 state route 118, hunlock creek pa 18621", "2495 STATE ROUTE 118, HUNLOCK CREEK PA 18621"},
        {"510 U.S. 17, Surfside Beach SC", "510 US 17, SURFSIDE BEACH SC"},
        {"2855 Old Hwy 5, Suite 105, Blue Ridge GA 30513", "2855 OLD HIGHWAY 5 STE 105, BLUE RIDGE GA 30513"},
        {"1234 county hwy 60E, town, co", "1234 COUNTY HIGHWAY 60E, TOWN CO"},
        {"77 hwy no. 31, elko nv", "77 HIGHWAY 31, ELKO NV"},
        {"77 hwy # 31, elko nv", "77 HIGHWAY 31, ELKO NV"},
    });
}

BOOST_AUTO_TEST_CASE(units_wherever_people_put_them) {
    check(std::vector<Case>{
        {"apt 4b 1600 w 5th ave, springfield il", "1600 W 5TH AVE APT 4B, SPRINGFIELD IL"},
        {"# 12, 9 Oak Ct, Salem OR", "9 OAK CT # 12, SALEM OR"},
        {"250 Broadway, 16th Floor, New York, NY 10007", "250 BROADWAY FL 16, NEW YORK NY 10007"},
        {"4949 Harrison Ave. No. 102, Rockford IL", "4949 HARRISON AVE # 102, ROCKFORD IL"},
        {"33 Oak St bldg 2 unit 9, Salem OR", "33 OAK ST BLDG 2 UNIT 9, SALEM OR"},
        {"33 Oak St rear, Salem OR", "33 OAK ST REAR, SALEM OR"},
        {"6910 # G Mary Caroline Circle", "6910 MARY CAROLINE CIR # G"},
    });
}

BOOST_AUTO_TEST_CASE(boxes_routes_and_military_mail) {
    check(std::vector<Case>{
        {"p.o. box 77, salem or 97301", "PO BOX 77, SALEM OR 97301"},
        {"P O Box # 77 Salem OR 97301", "PO BOX 77, SALEM OR 97301"},
        {"post office box 77", "PO BOX 77"},
        {"POB 77 Salem OR 97301", "PO BOX 77, SALEM OR 97301"},
        {"lockbox 28 philadelphia pa 19178", "PO BOX 28, PHILADELPHIA PA 19178"},
        {"rr 4, box 164 a, rio il 61472", "RR 4 BOX 164A, RIO IL 61472"},
        {"Rural Route 2 Box 9 Rio IL", "RR 2 BOX 9, RIO IL"},
        {"HCR 99 boX 22B", "HC 99 BOX 22B"},
        {"dept 34 po box 39000 san francisco ca 94139", "DEPT 34 PO BOX 39000, SAN FRANCISCO CA 94139"},
        {"449 Main St, Box 527, Oakland ME", "449 MAIN ST PO BOX 527, OAKLAND ME"},
        {"PSC 1203 Box 77, APO AE 09459", "PSC 1203 BOX 77, APO AE 09459"},
    });
    BOOST_TEST((parse_address("PSC 1203 Box 77, APO AE 09459")->kind == AddressKind::military));
    BOOST_TEST((parse_address("rr 4 box 1")->kind == AddressKind::rural_route));
    BOOST_TEST((parse_address("po box 1")->kind == AddressKind::po_box));
}

BOOST_AUTO_TEST_CASE(intersections_without_a_house) {
    check(std::vector<Case>{
        {"Main St & 5th Ave, Dover DE", "MAIN ST & 5TH AVE, DOVER DE"},
        {"corner of Main Street and 5th avenue, Dover DE", "MAIN ST & 5TH AVE, DOVER DE"},
        {"Hollywood / Vine, Los Angeles CA", "HOLLYWOOD & VINE, LOS ANGELES CA"},
        {"N Clark St at W Lake St, Chicago IL", "N CLARK ST & W LAKE ST, CHICAGO IL"},
    });
    BOOST_TEST((parse_address("Main St & 5th Ave")->kind == AddressKind::intersection));
}

BOOST_AUTO_TEST_CASE(a_tail_said_twice_is_read_once) {
    check(std::vector<Case>{
        {"20 Briar Road Lewisville, TX 75067 Lewisville TX 75067", "20 BRIAR RD, LEWISVILLE TX 75067"},
        {"12 Church St, San Jose, CA, 95110 San Jose 12 Church St CA 95110",
         "12 CHURCH ST, SAN JOSE CA 95110"},
        {"13 Mesa Dr. Barstow, CA. Barstow CA 92311", "13 MESA DR, BARSTOW CA 92311"},
    });
}

BOOST_AUTO_TEST_CASE(says_why_a_line_cannot_be_repaired) {
    BOOST_TEST((fault_of("") == AddressFault::empty));
    BOOST_TEST((fault_of(" \t\n , ") == AddressFault::empty));
    BOOST_TEST((fault_of("\xe6\x9d\xb1\xe4\xba\xac") == AddressFault::unreadable));
    BOOST_TEST((fault_of("-- ** --") == AddressFault::unreadable));
    BOOST_TEST((fault_of("12 caf\xe9 st") == AddressFault::invalid_encoding));
    BOOST_TEST((fault_of(std::string(address_bytes_max + 1, 'a')) == AddressFault::too_long));
    for (const auto* line :
         {"Palm Springs, CA 92262", "12345", "62704", "Jane Doe", "apt 4b", "tbd", "n/a", "."})
        BOOST_TEST((fault_of(line) == AddressFault::no_street || fault_of(line) == AddressFault::unreadable),
                   line);
    BOOST_TEST(reason_of(AddressFault::no_street) == "has no street, no PO box and no intersection");
}

BOOST_AUTO_TEST_CASE(what_it_writes_it_reads_again) {
    for (const auto* line :
         {"1600 W. 5TH ave apt 4b, springfield IL 62704", "45-12 46th st queens ny 11104",
          "p.o. box 77, salem or", "rr 4, box 164 a, rio il 61472", "Main St & 5th Ave, Dover DE",
          "640 N 2200 W, Park City, UT 84098", "250 Broadway, 16th Floor, New York, NY 10007",
          "1470 hwy 104 n, cedar grove tn"}) {
        const auto once = parse_address(line);
        BOOST_REQUIRE(once);
        const auto twice = parse_address(to_text(*once));
        BOOST_REQUIRE(twice);
        BOOST_TEST((*twice == *once), to_text(*once) << " was read as " << to_text(*twice));
    }
}

BOOST_AUTO_TEST_CASE(never_fails_on_any_bytes) {
    const std::uint64_t seed = 7401;
    redline::base::Random random(seed);
    constexpr std::string_view pieces[] = {"12 ", "main ", "st ",  "#",    "apt ", "po ",  "box ",
                                           ",",   "-",     "/",    "hwy ", "N ",   "CA ",  "94115",
                                           "&",   "\\n",   ".",    "'",    " ",    "and ", "FL ",
                                           "fl",  "\xc3",  "1/2 ", "RR ",  "5th ", "of ",  "no "};
    for (int round = 0; round < 30000; ++round) {
        std::string line;
        for (auto count = random.below(14); count > 0; --count)
            line += random.chance(0.9) ? std::string(pieces[random.below(std::size(pieces))])
                                       : std::string(1, static_cast<char>(random.below(256)));
        const auto address = parse_address(line);
        if (!address) continue;
        BOOST_TEST_REQUIRE(!delivery_line(*address).empty(),
                           "seed " << seed << ", round " << round << ": " << line);
        BOOST_TEST_REQUIRE((address->zip.empty() || address->zip.size() == 5),
                           "seed " << seed << ": " << line);
        BOOST_TEST_REQUIRE((address->state.empty() || address->state.size() == 2),
                           "seed " << seed << ": " << line);
        BOOST_TEST_REQUIRE((parse_address(to_text(*address)) == address),
                           "seed " << seed << ": " << line << " is not read again as it was written");
    }
}

BOOST_AUTO_TEST_SUITE_END()
