#include "load_requests.hpp"

#include <map>

#include <fmt/format.h>

#include "targets_text.hpp"
#include "whole_text.hpp"

namespace redline::language {

namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded"; // as curl's -d has it

tl::unexpected<base::Error> wrong(std::string message, std::string hint = {}) {
    return base::failure(base::ErrorCode::invalid_input, std::move(message), std::move(hint));
}

base::Result<std::optional<std::string>> read_body(const std::optional<std::string>& data) {
    if (!data || !data->starts_with('@')) return data;
    auto text = read_whole(data->substr(1), load_bytes_max);
    if (!text) return in_option("--data", *data, text.error());
    return std::optional<std::string>(std::move(*text));
}

base::Result<LoadTarget> target_of(const LoadLine& line) {
    LoadTarget target;
    auto url = parse_request_url(line.url);
    if (!url) return wrong(url.error().message, url.error().hint);
    target.url = std::move(*url);
    auto body = read_body(line.body);
    if (!body) return tl::unexpected(body.error());
    target.body = std::move(*body);
    auto method = parse_method(!line.method.empty() ? line.method : target.body ? "POST" : "GET");
    if (!method) return in_option("--method", line.method, method.error());
    target.method = std::move(*method);
    return target;
}

base::Result<std::vector<LoadTarget>> targets_of_list(const LoadLine& line) {
    if (!line.url.empty())
        return wrong("a URL and --targets: the list names the URLs", "leave one of them out");
    if (!line.method.empty() || line.body)
        return wrong("--targets with --method or --data: each target has its own",
                     "write the method before its URL, and @file below it for a body");
    auto text = read_whole(line.targets, load_bytes_max);
    if (!text) return in_option("--targets", line.targets, text.error());
    const auto name = line.targets == "-" ? std::string("standard input") : line.targets;
    return read_targets(std::make_shared<const base::SourceText>(base::SourceText{name, std::move(*text)}));
}

base::Result<std::vector<LoadTarget>> targets_of(const LoadLine& line) {
    if (!line.targets.empty()) return targets_of_list(line);
    if (line.url.empty()) return wrong("there is no URL to load", "redline load http://127.0.0.1:8080/");
    return target_of(line).map(
        [](LoadTarget&& target) { return std::vector<LoadTarget>{std::move(target)}; });
}

base::Result<std::vector<HeaderTemplate>> headers_of(const LoadLine& line) {
    std::vector<HeaderTemplate> headers;
    for (const auto& text : line.headers) {
        auto header = parse_header(text);
        if (!header) return wrong("--header: " + header.error().message, header.error().hint);
        headers.push_back(std::move(*header));
    }
    return headers;
}

std::string route_of(const LoadTarget& target) {
    return target.url.path.substr(0, target.url.path.find('?'));
}

/// Finds each target the step that reports it.
class StepNames {
  public:
    std::uint32_t step_of(const LoadTarget& target) {
        const auto name = target.method + " " + target.url.path;
        if (const auto known = numbers_.find(name); known != numbers_.end()) return known->second;
        if (named_ == target_names_max) return other(target.method == "HEAD");
        ++named_;
        return add({"load", name, target.method, route_of(target), {}});
    }

    std::vector<loadgen::StepLabel> take() { return std::move(steps_); }

  private:
    /// The engine must know which answers have no body, so a HEAD keeps its method; the others together have
    /// the one OpenTelemetry gives to methods it does not name.
    std::uint32_t other(bool head) {
        const auto name = (head ? "HEAD " : "") + std::string(other_targets);
        if (const auto known = numbers_.find(name); known != numbers_.end()) return known->second;
        return add({"load", name, head ? "HEAD" : "_OTHER", std::string(other_targets), {}});
    }

    std::uint32_t add(loadgen::StepLabel label) {
        const auto number = static_cast<std::uint32_t>(steps_.size());
        numbers_[label.name] = number;
        steps_.push_back(std::move(label));
        return number;
    }

    std::map<std::string, std::uint32_t> numbers_;
    std::vector<loadgen::StepLabel> steps_;
    std::size_t named_ = 0;
};

RequestParts parts_of(LoadTarget target, const std::vector<HeaderTemplate>& headers, const LoadLine& line) {
    RequestParts parts;
    parts.method = std::move(target.method);
    append_literal(parts.path, target.url.path);
    parts.headers = headers;
    parts.headers.insert(parts.headers.end(), target.headers.begin(), target.headers.end());
    parts.traced = !line.no_trace;
    if (!target.body) return parts;
    parts.body = BodyTemplate{{}, line.targets.empty() ? std::string(form_type) : std::string()};
    append_literal(parts.body->text, *target.body);
    return parts;
}

} // namespace

tl::unexpected<base::Error> in_option(std::string_view option, std::string_view value,
                                      const base::Error& failure) {
    return base::failure(failure.code, fmt::format("{} {}: {}", option, value, failure.message),
                         failure.hint);
}

base::Result<LoadRequests> read_load_requests(const LoadLine& line) {
    if (line.targets == "-" && line.body == "@-")
        return wrong("--targets - with --data @-: standard input can be read only once");
    const auto headers = headers_of(line);
    if (!headers) return tl::unexpected(headers.error());
    auto targets = targets_of(line);
    if (!targets) return tl::unexpected(targets.error());
    LoadRequests read;
    StepNames names;
    read.target = targets->front().url.endpoint;
    for (auto& target : *targets) {
        read.flows.push_back({"load", 1, {names.step_of(target)}});
        read.requests.push_back(parts_of(std::move(target), *headers, line));
    }
    read.steps = names.take();
    return read;
}

} // namespace redline::language
