// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/number_column.hpp"

#include "framework/bytes/look_alikes.hpp"
#include "framework/bytes/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace sinter::data {
namespace {

bool looks_like_decimal_comma(std::string_view text) {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos || text.size() > 64) {
        return false;
    }
    std::string pointed(text);
    pointed[comma] = '.';
    return parse_number(pointed).problem == NumberProblem::none;
}

std::string without(std::string_view text, std::string_view signs) {
    std::string result;
    for (const char c : text) {
        if (signs.find(c) == std::string_view::npos) {
            result += c;
        }
    }
    return result;
}

/// Whether digits stand in threes behind each `separator`, of which there is at least one, as in 1,234,567.
bool stands_in_threes(std::string_view digits, char separator) {
    std::size_t begin = digits.find(separator);
    if (begin == 0 || begin == std::string_view::npos || begin > 3 || digits.front() == '0') {
        return false;
    }
    while (begin != std::string_view::npos) {
        const auto end = digits.find(separator, begin + 1);
        if (digits.substr(begin + 1, end - begin - 1).size() != 3) {
            return false;
        }
        begin = end;
    }
    return digits.find_first_not_of(std::string("0123456789") + separator) == std::string_view::npos;
}

/// The number without its thousands separators: 1234567 for 1,234,567 and 1234.5 for 1.234,5. Empty where
/// there are none.
std::string without_thousands(std::string_view text) {
    const std::string_view sign = text.substr(0, !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0);
    text.remove_prefix(sign.size());
    for (const auto& [separator, point] :
         {std::pair(',', '.'), std::pair('.', ','), std::pair(' ', '.'), std::pair('\'', '.')}) {
        const auto dot = text.find(point);
        const auto fraction = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
        const bool digits = fraction.find_first_not_of("0123456789") == std::string_view::npos;
        if (digits && stands_in_threes(text.substr(0, dot), separator)) {
            return std::string(sign) + without(text.substr(0, dot), std::string(1, separator)) +
                   (fraction.empty() ? "" : "." + std::string(fraction));
        }
    }
    return {};
}

/// What to say of a number with commas or other separators; empty where it has none.
std::string reading_of(NumberProblem problem, std::string_view text) {
    const std::string plain = without_thousands(text);
    if (problem != NumberProblem::decimal_comma) {
        return plain.empty() ? plain : fmt::format("looks like thousands; write {}", plain);
    }
    std::string pointed(text);
    std::replace(pointed.begin(), pointed.end(), ',', '.');
    if (plain.empty()) {
        return fmt::format("looks like a decimal comma; use a point: {}", pointed);
    }
    return fmt::format("has a decimal comma or a comma between thousands; write {} or {}", pointed, plain);
}

/// from_chars does not say whether a number was too large or too small for a double.
bool is_tiny(std::string_view text) {
    const std::size_t exponent = text.find_first_of("eE");
    if (exponent != std::string_view::npos && exponent + 1 < text.size()) {
        return text[exponent + 1] == '-';
    }
    if (!text.empty() && text.front() == '-') {
        text.remove_prefix(1);
    }
    return text.find_first_not_of("0.") != 0;
}

/// A cell such as 1e-400 is read as 0, but it does not say 0.
bool is_in_range(double value, std::string_view cell) {
    const std::string_view digits = cell.substr(0, cell.find_first_of("eE"));
    return value == 0 ? digits.find_first_of("123456789") == std::string_view::npos : can_be_squared(value);
}

std::string reason_of(NumberProblem problem, std::string_view column) {
    switch (problem) {
    case NumberProblem::decimal_comma:
        return fmt::format("a comma in a number: {}", column);
    case NumberProblem::infinite:
        return fmt::format("not finite: {}", column);
    case NumberProblem::too_large:
        return fmt::format("too large a number: {}", column);
    case NumberProblem::not_a_number:
    case NumberProblem::none:
        break;
    }
    return fmt::format("not a number: {}", column);
}

} // namespace

ParsedNumber parse_number(std::string_view text) noexcept {
    text = trimmed(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
        text.remove_prefix(1);
    }
    if (text.empty()) {
        return {0, NumberProblem::not_a_number};
    }
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec == std::errc::result_out_of_range && result.ptr == end) {
        return is_tiny(text) ? ParsedNumber{0.0, NumberProblem::none}
                             : ParsedNumber{0, NumberProblem::too_large};
    }
    if (result.ec != std::errc() || result.ptr != end) {
        return {0,
                looks_like_decimal_comma(text) ? NumberProblem::decimal_comma : NumberProblem::not_a_number};
    }
    if (std::isnan(value)) {
        return {0, NumberProblem::not_a_number};
    }
    if (std::isinf(value)) {
        return {0, NumberProblem::infinite};
    }
    return {value, NumberProblem::none};
}

std::string describe(NumberProblem problem, std::string_view column, std::string_view cell) {
    const std::string start = fmt::format("{} = {}", bytes::made_visible(column), bytes::in_quotes(cell));
    if (problem == NumberProblem::infinite) {
        return start + " is not finite";
    }
    if (problem == NumberProblem::too_large) {
        return start + " is too large a number";
    }
    const std::string reading = reading_of(problem, trimmed(cell));
    return start + (reading.empty() ? " is not a number" : " " + reading);
}

std::vector<std::string> hints_of(std::string_view cell, const MissingTokens& missing) {
    auto hints = missing_hints(missing, cell);
    return hints.empty() ? bytes::sign_hints(cell) : hints;
}

bool can_be_squared(double value) noexcept {
    const double size = std::abs(value);
    return size == 0 || (size >= least_size && size <= greatest_size);
}

std::string describe_size(std::string_view column, std::string_view cell) {
    return fmt::format(
        "{} = {} cannot be squared as a double; expected 0 or a size from {:g} to {:g}: choose another unit",
        column, bytes::in_quotes(cell), least_size, greatest_size);
}

std::vector<double> number_column(const CsvTable& table, std::size_t column,
                                  std::span<const std::uint32_t> rows, const MissingTokens& missing,
                                  RowProblems& problems) {
    std::vector<double> values(rows.size(), std::numeric_limits<double>::quiet_NaN());
    const std::string& name = table.header()[column];
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string_view cell = table.cell(rows[i], column);
        const ParsedNumber parsed = parse_number(cell);
        if (missing.contains(cell)) {
            continue;
        }
        if (parsed.problem == NumberProblem::none && is_in_range(parsed.value, cell)) {
            values[i] = parsed.value;
            continue;
        }
        if (parsed.problem == NumberProblem::none) {
            problems.add(table.line(rows[i]), fmt::format("too small or too large to be squared: {}", name),
                         describe_size(name, cell), cell);
            continue;
        }
        problems.add(table.line(rows[i]), reason_of(parsed.problem, name),
                     describe(parsed.problem, name, cell), cell, hints_of(cell, missing));
    }
    return values;
}

CategoryColumn category_column(const CsvTable& table, std::size_t column, std::span<const std::uint32_t> rows,
                               const MissingTokens& missing) {
    CategoryColumn result;
    result.values.assign(rows.size(), -1);
    std::map<std::string_view, std::int32_t> levels;
    for (const auto row : rows) {
        const std::string_view cell = table.cell(row, column);
        if (!missing.contains(cell)) {
            levels.emplace(trimmed(cell), 0);
        }
    }
    for (auto& [name, index] : levels) {
        index = static_cast<std::int32_t>(result.levels.size());
        result.levels.emplace_back(name);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string_view cell = table.cell(rows[i], column);
        if (!missing.contains(cell)) {
            result.values[i] = levels.find(trimmed(cell))->second;
        }
    }
    return result;
}

} // namespace sinter::data
