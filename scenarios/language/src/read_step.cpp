#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "header_name.hpp"
#include "node_place.hpp"
#include "redline/language/json_template.hpp"
#include "redline/language/judge.hpp"
#include "sections.hpp"

namespace redline::language {

namespace {

struct Method {
    std::string_view key;
    std::string_view name;
};

constexpr std::array<Method, 5> methods = {
    {{"get", "GET"}, {"post", "POST"}, {"put", "PUT"}, {"patch", "PATCH"}, {"delete", "DELETE"}}};

constexpr std::array<std::string_view, 9> later_keys = {"poll",  "until", "extract", "outcome", "think",
                                                        "pause", "form",  "body",    "timeout"};

/// Reads one step key by key into what it answers.
class StepReader {
  public:
    StepReader(const yaml::Node& node, const RecordNames& names, const Defaults& defaults,
               yaml::Diagnostics& diagnostics)
        : node_(node), names_(names), defaults_(defaults), diagnostics_(diagnostics),
          reader_(node, "a step", diagnostics) {}

    StepRead read() {
        const auto* name = reader_.optional("name");
        if (name != nullptr) step_.label.name = read_name(name, diagnostics_);
        read_request_line();
        if (name == nullptr) step_.label.name = fmt::format("{} {}", step_.label.method, step_.label.route);
        read_headers_over_defaults();
        read_json();
        read_checks();
        refuse_later_keys(reader_, node_, later_keys);
        reader_.finish();
        return std::move(step_);
    }

  private:
    void read_request_line() {
        const yaml::Node* first = nullptr;
        for (const auto& method : methods) {
            const auto* path = reader_.optional(method.key);
            if (path == nullptr) continue;
            if (first != nullptr) {
                yaml::report(diagnostics_, *path, "a step makes one request",
                             "write the second as a step of its own");
                continue;
            }
            first = path;
            step_.label.method = method.name;
            read_path(*path);
        }
        const bool later = node_.find("poll") != nullptr;
        if (first == nullptr && !later && node_.kind == yaml::Kind::mapping)
            yaml::report(diagnostics_, node_, "a step needs one of get, post, put, patch, delete",
                         "for example post: /v1/leads");
        step_.request.method = step_.label.method;
    }

    void read_path(const yaml::Node& path) {
        const auto text = yaml::read_text(&path, diagnostics_);
        if (!text) return;
        step_.label.route = *text;
        if (!text->starts_with('/'))
            return yaml::report(diagnostics_, path, "a path begins with `/`", "the host stands in `target`");
        step_.request.path = compile_text(path, Encoding::path, names_, diagnostics_);
        for (const auto& segment : step_.request.path)
            if (segment.kind == Segment::Kind::literal) check_literal(path, segment.text);
    }

    /// What RFC 3986 lets stand in a path and query; all else must be percent-encoded by the author.
    void check_literal(const yaml::Node& path, std::string_view text) {
        const auto wrong = std::find_if(text.begin(), text.end(), [](unsigned char c) {
            return c <= 0x20 || c >= 0x7f ||
                   std::string_view("#\"<>\\^`{|}").find(static_cast<char>(c)) != std::string_view::npos;
        });
        if (wrong == text.end()) return;
        const auto offset = path.text.find(text) + static_cast<std::size_t>(wrong - text.begin());
        diagnostics_.push_back({place_in(path, offset, 1), "this byte cannot stand in a path",
                                fmt::format("write it as %{:02X}", static_cast<unsigned char>(*wrong))});
    }

    void read_headers_over_defaults() {
        auto& headers = step_.request.headers;
        if (const auto* node = reader_.optional("headers"))
            headers = read_headers(*node, names_, diagnostics_);
        const auto own = headers;
        for (const auto& header : defaults_.headers) {
            const bool replaced = std::any_of(own.begin(), own.end(), [&](const auto& mine) {
                return same_header_name(mine.name, header.name);
            });
            if (!replaced) headers.push_back(header);
        }
    }

    void read_json() {
        const auto* json = reader_.optional("json");
        if (json == nullptr) return;
        if (step_.label.method == "GET")
            yaml::report(diagnostics_, *json, "a get carries no body", "use post, put or patch");
        step_.request.body = BodyTemplate{compile_json(*json, names_, diagnostics_), "application/json"};
    }

    void read_checks() {
        const auto* node = reader_.optional("check");
        const auto items = yaml::read_items(node, diagnostics_);
        if (items.size() > step_checks_max)
            yaml::report(diagnostics_, items[step_checks_max],
                         fmt::format("a step has at most {} checks", step_checks_max));
        for (const auto& item : items) read_check(item);
    }

    void read_check(const yaml::Node& item) {
        const auto text = yaml::read_text(&item, diagnostics_);
        if (!text) return;
        auto check = parse_check(*text, item.place);
        if (!check) return report_error(check.error(), item, diagnostics_);
        step_.checks.push_back(std::move(*check));
        step_.label.checks.push_back(*text);
    }

    const yaml::Node& node_;
    const RecordNames& names_;
    const Defaults& defaults_;
    yaml::Diagnostics& diagnostics_;
    yaml::MappingReader reader_;
    StepRead step_;
};

} // namespace

StepRead read_step(const yaml::Node& step, const RecordNames& names, const Defaults& defaults,
                   yaml::Diagnostics& diagnostics) {
    return StepReader(step, names, defaults, diagnostics).read();
}

} // namespace redline::language
