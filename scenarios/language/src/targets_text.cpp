#include "targets_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/language/load_line.hpp"
#include "whole_text.hpp"

namespace redline::language {

namespace {

constexpr std::size_t mistakes_max = 20; ///< a list of the wrong kind is wrong in every line

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

bool same_endpoint(const loadgen::Endpoint& a, const loadgen::Endpoint& b) {
    return a.host == b.host && a.port == b.port && a.tls == b.tls;
}

class TargetsReader {
  public:
    explicit TargetsReader(std::shared_ptr<const base::SourceText> list) : list_(std::move(list)) {}

    base::Result<std::vector<LoadTarget>> read() {
        const std::string_view text = list_->text;
        for (std::size_t start = 0; start < text.size() && mistakes_.size() < mistakes_max;) {
            const auto end = std::min(text.find('\n', start), text.size());
            ++line_number_;
            line_ = text.substr(start, end - start);
            read_line(trimmed(line_));
            start = end + 1;
        }
        if (!mistakes_.empty()) return base::failure(std::move(mistakes_));
        if (targets_.empty())
            return base::failure(base::ErrorCode::invalid_input,
                                 fmt::format("`{}` names no target", list_->name),
                                 "write one a line: GET http://127.0.0.1:8080/");
        return std::move(targets_);
    }

  private:
    void read_line(std::string_view words) {
        if (words.starts_with('#')) return;
        if (words.empty()) {
            open_ = false;
            return;
        }
        const bool request_line = begins_request(words);
        if (!open_ || request_line) return read_request_line(words);
        words.starts_with('@') ? read_body(words) : read_header(words);
    }

    /// A header's name ends with its colon, so a first word in capitals without one is a method.
    static bool begins_request(std::string_view words) {
        const auto method = words.substr(0, words.find_first_of(" \t"));
        return method.size() < words.size() &&
               std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    }

    void read_request_line(std::string_view words) {
        open_ = true;
        const auto space = std::min(words.find_first_of(" \t"), words.size());
        const auto url_text = trimmed(words.substr(space));
        if (url_text.empty()) return report(words, "a target is a method and a URL", "GET http://127.0.0.1/");
        auto method = parse_method(words.substr(0, space));
        if (!method) return report(words.substr(0, space), method.error());
        auto url = parse_request_url(url_text);
        if (!url) return report(url_text, url.error());
        if (!targets_.empty() && !same_endpoint(targets_.front().url.endpoint, url->endpoint))
            return report(url_text, "a load has one host and port, and this is another",
                          fmt::format("the first target is on {}", to_text(targets_.front().url.endpoint)));
        if (targets_.size() == targets_max)
            return report(words, fmt::format("a list holds at most {} targets", targets_max), {});
        targets_.push_back({std::move(*url), std::move(*method), {}, std::nullopt});
    }

    /// Lines below a wrong request line belong to nobody.
    bool homeless() const { return targets_.empty() || !mistakes_.empty(); }

    void read_header(std::string_view words) {
        auto header = parse_header(words);
        if (!header) return report(words, header.error());
        if (!homeless()) targets_.back().headers.push_back(std::move(*header));
    }

    void read_body(std::string_view words) {
        if (homeless()) return;
        auto& body = targets_.back().body;
        if (body) return report(words, "a request has one body", "leave this one out");
        auto text = read_whole(words.substr(1), load_bytes_max - std::min(bytes_, load_bytes_max));
        if (!text) return report(words.substr(1), text.error());
        bytes_ += text->size();
        body = std::move(*text);
    }

    /// `words` is a stretch of line_.
    void report(std::string_view words, std::string message, std::string hint) {
        const auto column = static_cast<int>(words.data() - line_.data()) + 1;
        const base::Place place{list_, line_number_, column,
                                static_cast<int>(std::max<std::size_t>(words.size(), 1))};
        mistakes_.push_back({place, std::move(message), std::move(hint)});
    }
    void report(std::string_view words, const base::Error& error) {
        report(words, error.message, error.hint);
    }

    std::shared_ptr<const base::SourceText> list_;
    std::string_view line_;
    int line_number_ = 0;
    bool open_ = false; ///< whether the lines so far belong to a request
    std::size_t bytes_ = 0;
    std::vector<LoadTarget> targets_;
    std::vector<base::Diagnostic> mistakes_;
};

} // namespace

base::Result<std::string> parse_method(std::string_view text) {
    std::string method(text);
    std::transform(method.begin(), method.end(), method.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; };
    if (method.empty() || !std::all_of(method.begin(), method.end(), letter))
        return base::failure(base::ErrorCode::invalid_input, fmt::format("`{}` is not a method", text),
                             "write GET, POST or another");
    if (method == "CONNECT")
        return base::failure(base::ErrorCode::invalid_input, "CONNECT opens a tunnel and asks for nothing",
                             "for a proxy, write --proxy");
    return method;
}

base::Result<std::vector<LoadTarget>> read_targets(std::shared_ptr<const base::SourceText> list) {
    return TargetsReader(std::move(list)).read();
}

} // namespace redline::language
