#include "redline/leadpipe/address_words.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace redline::leadpipe {

namespace {

// Rows are separated by `|`, the first word of a row is the standard form, the others are read as it.

/// Publication 28, appendix C1, with some misspellings people make.
constexpr std::string_view suffix_rows = R"(
ALY ALLEE ALLEY ALLY|ANX ANEX ANNEX ANNX|ARC ARCADE|AVE AV AVEN AVENU AVENUE AVN AVNUE AVENEU AVEUNE
|BYU BAYOO BAYOU|BCH BEACH|BND BEND|BLF BLUF BLUFF|BLFS BLUFFS|BTM BOT BOTTM BOTTOM
|BLVD BOUL BOULEVARD BOULV BVD BLV BOULEVARDE BLD|BR BRNCH BRANCH|BRG BRDGE BRIDGE|BRK BROOK|BRKS BROOKS
|BG BURG|BGS BURGS|BYP BYPA BYPAS BYPASS BYPS|CP CAMP CMP|CYN CANYN CANYON CNYN|CPE CAPE
|CSWY CAUSEWAY CAUSWA|CTR CEN CENT CENTER CENTR CENTRE CNTER CNTR|CTRS CENTERS
|CIR CIRC CIRCL CIRCLE CRCL CRCLE CI|CIRS CIRCLES|CLF CLIFF|CLFS CLIFFS|CLB CLUB|CMN COMMON|CMNS COMMONS
|COR CORNER|CORS CORNERS|CRSE COURSE|CT COURT CRT|CTS COURTS|CV COVE|CVS COVES|CRK CREEK
|CRES CRESCENT CRSENT CRSNT|CRST CREST|XING CROSSING CRSSNG|XRD CROSSROAD|XRDS CROSSROADS|CURV CURVE
|DL DALE|DM DAM|DV DIV DIVIDE DVD|DR DRIV DRIVE DRV|DRS DRIVES|EST ESTATE|ESTS ESTATES
|EXPY EXP EXPR EXPRESS EXPRESSWAY EXPW|EXT EXTENSION EXTN EXTNSN|EXTS EXTENSIONS|FALL|FLS FALLS
|FRY FERRY FRRY|FLD FIELD|FLDS FIELDS|FLT FLAT|FLTS FLATS|FRD FORD|FRDS FORDS|FRST FOREST FORESTS
|FRG FORG FORGE|FRGS FORGES|FRK FORK|FRKS FORKS|FT FORT FRT|FWY FREEWAY FREEWY FRWAY FRWY
|GDN GARDEN GARDN GRDEN GRDN|GDNS GARDENS GRDNS|GTWY GATEWAY GATEWY GATWAY GTWAY|GLN GLEN|GLNS GLENS
|GRN GREEN|GRNS GREENS|GRV GROV GROVE|GRVS GROVES|HBR HARB HARBOR HARBR HRBOR|HBRS HARBORS|HVN HAVEN
|HTS HEIGHTS HT|HWY HIGHWAY HIGHWY HIWAY HIWY HWAY HGWY HGHWY|HL HILL|HLS HILLS|HOLW HLLW HOLLOW HOLLOWS HOLWS
|INLT INLET|IS ISLAND ISLND|ISS ISLANDS ISLNDS|ISLE ISLES|JCT JCTION JCTN JUNCTION JUNCTN JUNCTON
|JCTS JCTNS JUNCTIONS|KY KEY|KYS KEYS|KNL KNOL KNOLL|KNLS KNOLLS|LK LAKE|LKS LAKES|LAND|LNDG LANDING LNDNG
|LN LANE LA LANES|LGT LIGHT|LGTS LIGHTS|LF LOAF|LCK LOCK|LCKS LOCKS|LDG LDGE LODG LODGE|LOOP LOOPS|MALL
|MNR MANOR|MNRS MANORS|MDW MEADOW|MDWS MDW MEADOWS MEDOWS|MEWS|ML MILL|MLS MILLS|MSN MISSION MISSN MSSN
|MTWY MOTORWAY|MT MNT MOUNT|MTN MNTAIN MNTN MOUNTAIN MOUNTIN MTIN|MTNS MNTNS MOUNTAINS|NCK NECK
|ORCH ORCHARD ORCHRD|OVAL OVL|OPAS OVERPASS|PARK PRK PARKS|PKWY PARKWAY PARKWY PKWAY PKY PARKWAYS PKWYS PY
|PASS|PSGE PASSAGE|PATH PATHS|PIKE PIKES|PNE PINE|PNES PINES|PL PLACE|PLN PLAIN|PLNS PLAINS|PLZ PLAZA PLZA
|PT POINT|PTS POINTS|PRT PORT|PRTS PORTS|PR PRAIRIE PRR|RADL RAD RADIAL RADIEL|RAMP|RNCH RANCH RANCHES RNCHS
|RPD RAPID|RPDS RAPIDS|RST REST|RDG RDGE RIDGE|RDGS RIDGES|RIV RIVER RVR RIVR|RD ROAD|RDS ROADS|RTE ROUTE|ROW
|RUE|RUN|SHL SHOAL|SHLS SHOALS|SHR SHOAR SHORE|SHRS SHOARS SHORES|SKWY SKYWAY|SPG SPNG SPRING SPRNG
|SPGS SPNGS SPRINGS SPRNGS|SPUR SPURS|SQ SQR SQRE SQU SQUARE|SQS SQRS SQUARES|STA STATION STATN STN
|STRA STRAV STRAVEN STRAVENUE STRAVN STRVN STRVNUE|STRM STREAM STREME|ST STREET STRT STR STEET STREE STRRET
|STS STREETS|SMT SUMIT SUMITT SUMMIT|TER TERR TERRACE TERACE|TRWY THROUGHWAY|TRCE TRACE TRACES
|TRAK TRACK TRACKS TRK TRKS|TRFY TRAFFICWAY|TRL TRAIL TRAILS TRLS|TUNL TUNEL TUNLS TUNNEL TUNNELS TUNNL
|TPKE TRNPK TURNPIKE TURNPK|UPAS UNDERPASS|UN UNION|UNS UNIONS|VLY VALLEY VALLY VLLY|VLYS VALLEYS
|VIA VDCT VIADCT VIADUCT|VW VIEW|VWS VIEWS|VLG VILL VILLAG VILLAGE VILLG VILLIAGE|VLGS VILLAGES|VL VILLE
|VIS VIST VISTA VST VSTA|WALK WALKS|WALL|WAY WY|WAYS|WL WELL|WLS WELLS)";

/// Publication 28, section 234, with the spellings it tells to abbreviate.
constexpr std::string_view directional_rows = R"(
N NORTH NO NTH|S SOUTH SO STH|E EAST|W WEST|NE NORTHEAST|NW NORTHWEST|SE SOUTHEAST|SW SOUTHWEST)";

/// Publication 28, appendix C2. Mail stops and lockbox files of firms are read as units too.
constexpr std::string_view unit_rows = R"(
APT APARTMENT APPT APARTMNT APMT|BLDG BUILDING BLDNG|DEPT DEPARTMENT DPT DEPTARTMENT|FL FLOOR FLR|HNGR HANGAR HANGER
|KEY|LOT|PIER|RM ROOM|SLIP|SPC SPACE|STOP|STE SUITE SUIT SUTE|TRLR TRAILER|UNIT UNT|# NUM NUMBER
|FILE|ACCT|MSC|CONDO|FLAT|LEVEL|ATTN)";
constexpr std::string_view lone_unit_rows = R"(
BSMT BASEMENT|FRNT FRONT|LBBY LOBBY|LOWR LOWER|OFC OFFICE|PH PENTHOUSE|REAR|SIDE|UPPR UPPER)";

/// Publication 28, appendix B, and the traditional abbreviations people still write. A `_` is a blank.
constexpr std::string_view state_rows = R"(
AL ALABAMA ALA|AK ALASKA|AZ ARIZONA ARIZ|AR ARKANSAS ARK|CA CALIFORNIA CALIF CAL|CO COLORADO COLO|CT CONNECTICUT CONN
|DE DELAWARE DEL|DC DISTRICT_OF_COLUMBIA D_C|FL FLORIDA FLA|GA GEORGIA|HI HAWAII|ID IDAHO|IL ILLINOIS ILL|IN INDIANA
|IA IOWA|KS KANSAS KANS|KY KENTUCKY|LA LOUISIANA|ME MAINE|MD MARYLAND|MA MASSACHUSETTS MASS|MI MICHIGAN MICH
|MN MINNESOTA MINN|MS MISSISSIPPI MISS|MO MISSOURI|MT MONTANA MONT|NE NEBRASKA NEBR NEB|NV NEVADA NEV
|NH NEW_HAMPSHIRE N_H|NJ NEW_JERSEY N_J|NM NEW_MEXICO N_M|NY NEW_YORK N_Y|NC NORTH_CAROLINA N_C N_CAROLINA
|ND NORTH_DAKOTA N_D N_DAKOTA|OH OHIO|OK OKLAHOMA OKLA|OR OREGON ORE|PA PENNSYLVANIA PENN PENNA|RI RHODE_ISLAND R_I
|SC SOUTH_CAROLINA S_C S_CAROLINA|SD SOUTH_DAKOTA S_D S_DAKOTA|TN TENNESSEE TENN|TX TEXAS TEX|UT UTAH|VT VERMONT
|VA VIRGINIA|WA WASHINGTON WASH|WV WEST_VIRGINIA W_VA W_VIRGINIA|WI WISCONSIN WISC WIS|WY WYOMING WYO
|AS AMERICAN_SAMOA|GU GUAM|MP NORTHERN_MARIANA_ISLANDS|PR PUERTO_RICO P_R|VI VIRGIN_ISLANDS|AA|AE|AP)";

constexpr std::string_view number_rows = R"(
1 ONE|2 TWO|3 THREE|4 FOUR|5 FIVE|6 SIX|7 SEVEN|8 EIGHT|9 NINE|10 TEN|11 ELEVEN|12 TWELVE|15 FIFTEEN|20 TWENTY)";

/// Publication 28, section 232.7 and appendix F: county, state and interstate roads.
constexpr std::string_view highway_rows = R"(
HIGHWAY HWY HIGHWY HIWAY HIWY HWAY HGWY HGHWY|ROUTE RT RTE RTS ROUTES|US|SR|CR|FM|INTERSTATE I|ROAD RD|COUNTY CO|STATE)";

constexpr std::string_view strong_suffixes =
    " AVE BLVD CIR CT DR EXPY FWY HWY LN PKWY PIKE PL PLZ RD SQ ST TER TPKE TRL WAY ";

using Words = std::unordered_map<std::string_view, std::string_view>;

Words words_of(std::string_view rows) {
    Words words;
    std::string_view standard;
    while (!rows.empty()) {
        const auto end = std::min(rows.find_first_of(" |\n"), rows.size());
        const auto word = rows.substr(0, end);
        if (!word.empty() && standard.empty()) standard = word;
        if (!word.empty()) words.emplace(word, standard);
        if (end < rows.size() && rows[end] == '|') standard = {};
        rows.remove_prefix(std::min(end + 1, rows.size()));
    }
    return words;
}

std::string_view find(const Words& words, std::string_view word) {
    const auto found = words.find(word);
    return found == words.end() ? std::string_view{} : found->second;
}

} // namespace

std::string_view suffix_of(std::string_view word) {
    static const Words words = words_of(suffix_rows);
    return find(words, word);
}

std::string_view directional_of(std::string_view word) {
    static const Words words = words_of(directional_rows);
    return find(words, word);
}

std::string_view state_of(std::string_view text) {
    static const Words words = words_of(state_rows);
    std::string joined(text);
    std::replace(joined.begin(), joined.end(), ' ', '_');
    return find(words, joined);
}

std::string_view number_of(std::string_view word) {
    static const Words words = words_of(number_rows);
    return find(words, word);
}

std::string_view unit_of(std::string_view word) {
    static const Words words = words_of(unit_rows);
    return find(words, word);
}

std::string_view lone_unit_of(std::string_view word) {
    static const Words words = words_of(lone_unit_rows);
    return find(words, word);
}

std::string_view highway_of(std::string_view word) {
    static const Words words = words_of(highway_rows);
    return find(words, word);
}

bool is_strong_suffix(std::string_view standard) {
    if (standard.empty()) return false;
    return strong_suffixes.find(' ' + std::string(standard) + ' ') != std::string_view::npos;
}

} // namespace redline::leadpipe
