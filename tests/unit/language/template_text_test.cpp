#include "redline/language/template_text.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include <boost/test/unit_test.hpp>

#include "redline/base/ids.hpp"
#include "redline/base/json.hpp"

using namespace redline;
using namespace redline::language;

namespace {

constexpr std::uint64_t sample_seed = 42;

const std::vector<traffic::LeadFeed>& sample_feeds() {
    static const std::vector<traffic::LeadFeed> feeds = {
        traffic::LeadFeed({traffic::DirtProfile::hostile, 0.2}, 1),
        traffic::LeadFeed({traffic::DirtProfile::clean, 0}, 2),
    };
    return feeds;
}

const RecordNames sample_names = {"lead", "other"};

struct Compiled {
    Segments segments;
    std::string problems;
};

Compiled compiled(const std::string& written, Encoding encoding = Encoding::none) {
    auto source = std::make_shared<const base::SourceText>(base::SourceText{"f.yaml", "key: " + written});
    auto file = yaml::parse(source);
    BOOST_TEST_REQUIRE(file.has_value());
    yaml::Diagnostics diagnostics;
    auto segments = compile_text(*file->find("key"), encoding, sample_names, diagnostics);
    std::string problems;
    for (const auto& diagnostic : diagnostics) problems += base::to_text(diagnostic) + "\n";
    return {std::move(segments), problems};
}

std::string filled(const std::string& written, Encoding encoding, std::uint64_t flow_index = 7,
                   std::uint32_t step = 0) {
    const auto made = compiled(written, encoding);
    BOOST_TEST(made.problems == "");
    std::string out = "kept ";
    RequestDraw(sample_seed, flow_index, step, sample_feeds()).append(made.segments, out);
    return out;
}

std::string field(std::size_t feed, std::uint64_t index, std::string_view name) {
    std::string out;
    sample_feeds()[feed].append_field(index, name, out);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(template_text)

BOOST_AUTO_TEST_CASE(text_without_braces_is_itself) {
    BOOST_TEST(filled("plain { text } }}", Encoding::none) == "kept plain { text } }}");
    BOOST_TEST(compiled("''").segments.empty());
}

BOOST_AUTO_TEST_CASE(inserts_come_from_the_flow_and_its_data) {
    BOOST_TEST(filled("'{{ index }}'", Encoding::none, 1234567890123) == "kept 1234567890123");
    BOOST_TEST(filled("'{{lead.email}},{{  other.email  }}!'", Encoding::none) ==
               "kept " + field(0, 7, "email") + "," + field(1, 7, "email") + "!");
    BOOST_TEST(filled("'{{ lead.address.line }}'", Encoding::none, 9) ==
               "kept " + field(0, 9, "address.line"));
}

BOOST_AUTO_TEST_CASE(a_uuid_is_version_4_and_new_each_time_it_stands) {
    std::set<std::string> seen;
    for (std::uint64_t flow = 0; flow < 50; ++flow) {
        for (std::uint32_t step = 0; step < 3; ++step) {
            const auto both = filled("'{{ uuid }} {{ uuid }}'", Encoding::none, flow, step).substr(5);
            seen.insert(both.substr(0, 36));
            seen.insert(both.substr(37));
        }
    }
    BOOST_TEST(seen.size() == 300U);
    for (const auto& uuid : seen) {
        BOOST_TEST_REQUIRE(uuid.size() == 36U);
        const bool dashes = uuid[8] == '-' && uuid[13] == '-' && uuid[18] == '-' && uuid[23] == '-';
        BOOST_TEST(dashes, uuid);
        BOOST_TEST(uuid[14] == '4', uuid);
        BOOST_TEST((std::string("89ab").find(uuid[19]) != std::string::npos), uuid);
        BOOST_TEST(uuid.find_first_not_of("0123456789abcdef-") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(nothing_inserted_breaks_out_of_where_it_stands) {
    for (std::uint64_t flow = 0; flow < 3000; ++flow) {
        const auto raw = field(0, flow, "address.line");
        const auto path = filled("'{{ lead.address.line }}'", Encoding::path, flow).substr(5);
        BOOST_TEST(path.find_first_of(" /?#&\r\n\"") == std::string::npos, path);
        std::string decoded;
        for (std::size_t i = 0; i < path.size(); ++i) {
            decoded += path[i] == '%' ? static_cast<char>(*base::parse_hex(
                                            std::string{static_cast<char>(std::tolower(path[i + 1])),
                                                        static_cast<char>(std::tolower(path[i + 2]))}))
                                      : path[i];
            if (path[i] == '%') i += 2;
        }
        BOOST_TEST(decoded == raw);
        const auto header = filled("'{{ lead.address.line }}'", Encoding::header, flow).substr(5);
        BOOST_TEST(header.size() == raw.size());
        BOOST_TEST(std::none_of(header.begin(), header.end(),
                                [](unsigned char c) { return c < 0x20 || c == 0x7f; }));
        const auto json = filled("'{{ lead.address.line }}'", Encoding::json, flow).substr(5);
        const auto parsed = base::parse_json("\"" + json + "\"", "body");
        BOOST_TEST_REQUIRE(parsed.has_value(), json);
        const bool valid = base::parse_json(base::to_text(base::Json(raw)), "raw")->get<std::string>() == raw;
        if (valid) BOOST_TEST(parsed->get<std::string>() == raw);
    }
}

BOOST_AUTO_TEST_CASE(unknown_names_are_shown_at_their_column) {
    struct Case {
        std::string_view written, problem;
    };
    constexpr Case cases[] = {
        {"ab {{ leed.email }}", "f.yaml:1:12: nothing is called `leed` here\n"
                                "    1 | key: ab {{ leed.email }}\n"
                                "      |            ^~~~\n"
                                "      = did you mean `lead`?\n"},
        {"'{{ lead.emial }}'", "f.yaml:1:15: `lead` has no field `emial`\n"
                               "    1 | key: '{{ lead.emial }}'\n"
                               "      |               ^~~~~\n"
                               "      = did you mean `email`?\n"},
        {"x {{ lead }}",
         "f.yaml:1:11: `lead` is a whole record; only a JSON value that is nothing else can hold it\n"
         "    1 | key: x {{ lead }}\n"
         "      |           ^~~~\n"
         "      = name a field: {{ lead.email }}\n"},
        {"x {{ uuid.v4 }}", "f.yaml:1:11: `uuid` has no fields\n"
                            "    1 | key: x {{ uuid.v4 }}\n"
                            "      |           ^~~~~~~\n"},
        {"x {{ }}", "f.yaml:1:8: there is no name between `{{` and `}}`\n"
                    "    1 | key: x {{ }}\n"
                    "      |        ^~\n"
                    "      = known: lead, other, uuid, index\n"},
        {"x {{ uuid }", "f.yaml:1:8: `{{` without its `}}`\n"
                        "    1 | key: x {{ uuid }\n"
                        "      |        ^~\n"
                        "      = write {{ name }}\n"},
        {"\"\\\"{{ nobody }}\\\"\"", "f.yaml:1:12: nothing is called `nobody` here\n"
                                     "    1 | key: \"\\\"{{ nobody }}\\\"\"\n"
                                     "      |            ^~~~~~\n"
                                     "      = known: lead, other, uuid, index\n"},
        {"|\n  first line\n  and {{ nobody }}", "f.yaml:3:10: nothing is called `nobody` here\n"
                                                "    3 |   and {{ nobody }}\n"
                                                "      |          ^~~~~~\n"
                                                "      = known: lead, other, uuid, index\n"},
    };
    for (const auto& c : cases)
        BOOST_TEST_CONTEXT(c.written) BOOST_TEST(compiled(std::string(c.written)).problems == c.problem);
}

BOOST_AUTO_TEST_CASE(records_have_small_names) {
    for (const auto* name : {"lead", "a", "lead_2"}) BOOST_TEST(is_record_name(name), name);
    for (const auto* name : {"", "Lead", "2nd", "_a", "a.b", "a-b", "uuid", "index"})
        BOOST_TEST(!is_record_name(name), name);
}

BOOST_AUTO_TEST_CASE(literals_join) {
    Segments segments;
    append_literal(segments, "a");
    append_literal(segments, "");
    append_literal(segments, "b");
    BOOST_TEST((segments == Segments{{Segment::Kind::literal, Encoding::none, "ab", 0}}));
}

BOOST_AUTO_TEST_SUITE_END()
