// Who may use whom: rooms by the layer table, third-party libraries by place.
#include <algorithm>
#include <array>
#include <map>

#include "cpp_text.hpp"
#include "layer_table.hpp"
#include "rules.hpp"

namespace redline::house {

namespace {

constexpr std::string_view table_path = "tests/house/layers.cmake";

std::string listed(const std::set<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// The include rule for one tree: its rooms and its table.
class IncludeLayers {
  public:
    explicit IncludeLayers(const Tree& tree) : tree_(tree), rooms_(rooms_of(tree)) {
        if (const auto* table = tree.find(table_path)) table_ = parse_layers(table->text);
    }

    void check(const File& file, Violations& violations) const {
        const auto users = owners_of(file.path, rooms_);
        if (users.empty()) return;
        for (const auto& include : includes_of(file.text)) {
            if (allowed(users, include.path)) continue;
            violations.push_back({file.path,
                                  include.line,
                                  "[" + listed(users) + "] may not include " + include.path +
                                      "; the layer table allows it [" + listed(uses_of(users)) +
                                      "]: move the value down a layer, or the wiring up to scenarios",
                                  {}});
        }
    }

  private:
    bool allowed(const std::set<std::string>& users, const std::string& include) const {
        const auto providers = providers_of(include);
        if (providers.empty()) return true;
        const auto usable = uses_of(users);
        return std::any_of(providers.begin(), providers.end(), [&](const std::string& provider) {
            return users.contains(provider) || usable.contains(provider);
        });
    }

    /// The targets whose public header `include` is.
    std::set<std::string> providers_of(const std::string& include) const {
        if (!include.starts_with("redline/")) return {};
        const auto tail = "include/" + include;
        for (const auto& file : tree_.files)
            if (file.path.ends_with("/" + tail)) return owners_of(file.path, rooms_);
        return {};
    }

    std::set<std::string> uses_of(const std::set<std::string>& users) const {
        std::set<std::string> all;
        for (const auto& user : users) {
            const auto row = table_.find(user);
            if (row != table_.end()) all.insert(row->second.uses.begin(), row->second.uses.end());
        }
        return all;
    }

    const Tree& tree_;
    std::vector<Room> rooms_;
    LayerTable table_;
};

/// Where the headers of a library may be included. A prefix ends in a slash or is a whole path.
struct Place {
    std::string_view library; ///< how its includes begin
    std::vector<std::string_view> prefixes;
    std::string_view instead;
};

const std::vector<Place>& third_party_places() {
    static const std::vector<Place> places{
        {"nlohmann/", {"base/include/", "base/src/"}, "use redline/base/json.hpp"},
        {"yaml-cpp/", {"base/yaml/src/"}, "use redline/yaml/node.hpp"},
        {"CLI/", {"cli/", "examples/"}, "options are declared in cli/ alone"},
        {"prometheus/", {"tracer/", "scenarios/runner/src/", "examples/", "tests/"}, "use redline::tracer"},
        {"boost/beast", {"base/http_server/src/", "examples/", "tests/"}, "use redline::http_server"},
        {"curl/", {"base/http_client/", "loadgen/src/curl_"}, "connections are CurlStreams' affair"},
        {"nghttp2/", {"loadgen/src/http2_session.", "tests/support/"}, "use Http2Session"},
        {"pugixml", {"examples/pipeline/src/wire_fields."}, "buyers' messages are read in one place"},
        {"zlib.h", {"loadgen/src/content_coding."}, "use decoded_body of content_coding.hpp"},
    };
    return places;
}

bool placed(const File& file, const Place& place) {
    return std::any_of(place.prefixes.begin(), place.prefixes.end(),
                       [&](std::string_view prefix) { return file.path.starts_with(prefix); });
}

void check_place(const File& file, const Place& place, Violations& violations) {
    for (const auto& include : includes_of(file.text))
        if (include.path.starts_with(place.library) && !placed(file, place))
            violations.push_back(
                {file.path,
                 include.line,
                 "<" + include.path + "> may not be included here; " + std::string(place.instead),
                 {}});
}

bool includes_beast(const File& file) {
    const auto includes = includes_of(file.text);
    return std::any_of(includes.begin(), includes.end(),
                       [](const Include& include) { return include.path.starts_with("boost/beast"); });
}

/// Beast costs 18 s a translation unit: one file for the product, one for the examples, one for the tests.
void check_beast_files(const Tree& tree, Violations& violations) {
    std::map<std::string_view, const File*> first_below;
    for (const auto& file : tree.files) {
        if (!file.is_cpp() || !includes_beast(file)) continue;
        const auto top = std::string_view(file.path).substr(0, file.path.find('/'));
        const auto [first, is_new] = first_below.try_emplace(top, &file);
        if (!is_new)
            violations.push_back({file.path,
                                  1,
                                  "Boost.Beast costs 18 s a file and " + first->second->path +
                                      " includes it already; put the code there",
                                  {}});
    }
}

bool sibling(const std::string& target) {
    return target.starts_with("tracer") || target.starts_with("loadgen") || target.starts_with("alerting");
}

/// Whether `call` is `target_include_directories(TARGET PRIVATE src`.
bool names_own_source_folder(std::string_view call) {
    return call.starts_with("target_include_directories(") && call.ends_with(" PRIVATE src");
}

std::string room_name(const std::string& target) { return target.substr(0, target.find('_')); }

} // namespace

Violations check_include_layers(const Tree& tree) {
    Violations violations;
    const IncludeLayers layers(tree);
    for (const auto& file : tree.files) {
        if (!file.is_cpp()) continue;
        layers.check(file, violations);
        for (const auto& include : includes_of(file.text))
            if (include.path.find("../") != std::string::npos)
                violations.push_back({file.path,
                                      include.line,
                                      "`" + include.path +
                                          "` climbs out of its folder; include public "
                                          "headers as \"redline/<room>/<name>.hpp\"",
                                      {}});
    }
    return violations;
}

Violations check_siblings(const Tree& tree) {
    Violations violations;
    const auto* file = tree.find(table_path);
    if (file == nullptr) return {{std::string(table_path), 1, "the layer table is missing", {}}};
    for (const auto& [target, layer] : parse_layers(file->text))
        for (const auto& used : layer.uses)
            if (sibling(target) && sibling(used) && room_name(target) != room_name(used))
                violations.push_back({file->path,
                                      line_of(file->text, file->text.find("(" + target)),
                                      target + " and " + used +
                                          " are siblings and never meet; values meet in reports, wiring in "
                                          "scenarios",
                                      {}});
    return violations;
}

Violations check_target_calls(const Tree& tree) {
    // A target's own private folder is its business; other folders come with the targets it may use.
    constexpr std::array<std::string_view, 6> bypasses{"add_library",           "add_executable",
                                                       "target_link_libraries", "target_include_directories",
                                                       "include_directories",   "link_libraries"};
    Violations violations;
    for (const auto& file : tree.files) {
        const bool in_room = file.path.ends_with("/CMakeLists.txt") && !file.is_below("tests");
        for (const auto bypass : bypasses)
            for (const auto at : in_room ? find_words(file.text, bypass) : std::vector<std::size_t>{})
                if (!names_own_source_folder(file.text.substr(at, file.text.find(')', at) - at)))
                    violations.push_back(
                        {file.path,
                         line_of(file.text, at),
                         "`" + std::string(bypass) +
                             "` goes around the layer table; declare it with redline_target()",
                         {}});
    }
    return violations;
}

Violations check_third_party(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree.files) {
        if (!file.is_cpp()) continue;
        for (const auto& place : third_party_places()) check_place(file, place, violations);
    }
    check_beast_files(tree, violations);
    return violations;
}

} // namespace redline::house
