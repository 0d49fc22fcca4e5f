#include <fmt/format.h>

#include "check_words.hpp"
#include "redline/base/json_text.hpp"
#include "redline/language/check.hpp"

namespace redline::language {

namespace {

std::string operand_text(std::nullptr_t) { return "null"; }
std::string operand_text(bool flag) { return flag ? "true" : "false"; }
std::string operand_text(double number) { return fmt::format("{}", number); }
std::string operand_text(base::Duration duration) { return base::to_text(duration); }
std::string operand_text(const std::string& text) {
    std::string out;
    base::append_json_string(out, text);
    return out;
}

std::string operand_list(const std::vector<Operand>& operands) {
    std::string list;
    for (const auto& operand : operands) {
        list += list.empty() ? "" : ", ";
        list += std::visit([](const auto& value) { return operand_text(value); }, operand);
    }
    return list;
}

std::string subject_text(const Check& check) {
    if (check.subject == Subject::json) return to_text(check.path);
    const std::string word(subject_words[static_cast<std::size_t>(check.subject)]);
    return check.subject == Subject::header ? word + " " + check.header : word;
}

} // namespace

std::string to_text(const Check& check) {
    const auto operands = operand_list(check.operands);
    return fmt::format("{} {} {}", subject_text(check), operator_words[static_cast<std::size_t>(check.op)],
                       check.op == Operator::in ? "[" + operands + "]" : operands);
}

} // namespace redline::language
