#include "transcript.hpp"

#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace redline::transcripts {

namespace {

constexpr std::string_view no_newline = "\\ no newline at the end";
constexpr std::string_view background_word = "background ";

/// Lines of output that would read as something else carry a backslash in the file.
bool needs_escape(std::string_view line) {
    constexpr std::array<std::string_view, 6> taken{"$ ", "> ", "# ", "-- ", "exit ", "\\"};
    for (const auto start : taken)
        if (line.starts_with(start)) return true;
    return line == "#";
}

/// The lines of `text`, without their ends; a last line without one counts.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::optional<std::string_view> file_heading(std::string_view line) {
    if (!line.starts_with("-- ") || !line.ends_with(" --") || line.size() < 7) return std::nullopt;
    return line.substr(3, line.size() - 6);
}

bool safe_name(std::string_view name) {
    return !name.starts_with('/') && name.find("..") == std::string_view::npos;
}

/// Reads a transcript line by line.
class Parser {
  public:
    Parser(std::string_view text, std::string_view name)
        : source_(std::make_shared<base::SourceText>(base::SourceText{std::string(name), std::string(text)})),
          lines_(lines_of(source_->text)) {}

    base::Result<Transcript> run() {
        while (at_ < lines_.size() && !file_heading(lines_[at_]) && !problem_) read_line();
        finish_output();
        read_files();
        transcript_.closing_remarks = std::move(remarks_);
        if (problem_) return base::failure({*problem_});
        return std::move(transcript_);
    }

  private:
    void read_line() {
        const auto line = lines_[at_];
        if (line.starts_with("$ "))
            start_exchange(line.substr(2));
        else if (line.starts_with("# ") || line == "#")
            remark(line);
        else if (line.starts_with("exit "))
            read_exit(line.substr(5));
        else if (line.empty())
            ++blank_lines_;
        else if (in_output_)
            read_output(line);
        else
            report("output stands here without a command; write `$ command` above it");
        ++at_;
    }

    void start_exchange(std::string_view command) {
        finish_output();
        auto& exchange = transcript_.exchanges.emplace_back();
        exchange.background = command.starts_with(background_word);
        if (exchange.background) command.remove_prefix(background_word.size());
        exchange.command = command;
        for (; at_ + 1 < lines_.size() && lines_[at_ + 1].starts_with("> "); ++at_)
            exchange.command += '\n' + std::string(lines_[at_ + 1].substr(2));
        exchange.remarks = std::move(remarks_);
        remarks_.clear();
        in_output_ = true;
    }

    void remark(std::string_view line) {
        finish_output();
        remarks_.emplace_back(line.size() > 2 ? line.substr(2) : std::string_view{});
    }

    void read_exit(std::string_view number) {
        int status = 0;
        const auto [end, code] = std::from_chars(number.data(), number.data() + number.size(), status);
        if (!in_output_ || code != std::errc{} || end != number.data() + number.size())
            return report("`exit N` ends a command's output and gives its status");
        transcript_.exchanges.back().exit_status = status;
        finish_output();
    }

    void read_output(std::string_view line) {
        auto& output = transcript_.exchanges.back().output;
        output.append(static_cast<std::size_t>(std::exchange(blank_lines_, 0)), '\n');
        if (line == no_newline) {
            if (!output.empty()) output.pop_back();
            return;
        }
        if (line.starts_with('\\')) line.remove_prefix(1);
        output += std::string(line) + '\n';
    }

    /// Blank lines at the end of an output are spacing.
    void finish_output() {
        blank_lines_ = 0;
        in_output_ = false;
    }

    void read_files() {
        for (; at_ < lines_.size(); ++at_) {
            const auto name = file_heading(lines_[at_]);
            if (name && !safe_name(*name)) report("a file's name stays below the session's folder");
            if (name)
                transcript_.files.push_back({std::string(*name), {}});
            else
                transcript_.files.back().text += std::string(lines_[at_]) + '\n';
        }
    }

    void report(std::string message) {
        if (!problem_)
            problem_ = base::Diagnostic{{source_, static_cast<int>(at_) + 1, 1, 1}, std::move(message), {}};
    }

    std::shared_ptr<base::SourceText> source_;
    std::vector<std::string_view> lines_;
    std::size_t at_ = 0;
    int blank_lines_ = 0;
    bool in_output_ = false;
    std::vector<std::string> remarks_;
    Transcript transcript_;
    std::optional<base::Diagnostic> problem_;
};

void print_output(std::string& text, std::string_view output) {
    const auto lines = lines_of(output);
    for (std::size_t at = 0; at < lines.size(); ++at) {
        // A blank last line would read as spacing.
        const bool last_blank = lines[at].empty() && at + 1 == lines.size();
        text += fmt::format("{}{}\n", needs_escape(lines[at]) || last_blank ? "\\" : "", lines[at]);
    }
    if (!output.empty() && output.back() != '\n') text += std::string(no_newline) + '\n';
}

void print_remarks(std::string& text, const std::vector<std::string>& remarks) {
    for (const auto& remark : remarks) text += (remark.empty() ? "#" : "# " + remark) + '\n';
}

void print_command(std::string& text, const Exchange& exchange) {
    std::string_view prompt = exchange.background ? "$ background " : "$ ";
    for (const auto line : lines_of(exchange.command)) {
        text += fmt::format("{}{}\n", prompt, line);
        prompt = "> ";
    }
}

} // namespace

base::Result<Transcript> parse(std::string_view text, std::string_view name) {
    return Parser(text, name).run();
}

std::string print(const Transcript& transcript) {
    std::string text;
    for (const auto& exchange : transcript.exchanges) {
        if (!text.empty()) text += '\n';
        print_remarks(text, exchange.remarks);
        print_command(text, exchange);
        print_output(text, exchange.output);
        if (exchange.exit_status != 0) text += fmt::format("exit {}\n", exchange.exit_status);
    }
    if (!transcript.closing_remarks.empty() && !text.empty()) text += '\n';
    print_remarks(text, transcript.closing_remarks);
    if (!transcript.files.empty() && !text.empty()) text += '\n';
    for (const auto& file : transcript.files) text += fmt::format("-- {} --\n{}", file.name, file.text);
    return text;
}

} // namespace redline::transcripts
