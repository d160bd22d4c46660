// SPDX-License-Identifier: Apache-2.0
//
// The parser proper reads one byte a character. Text that is not plain ASCII is first rewritten so
// (formula_text.hpp): thus positions are counted in characters, and the usual formula costs nothing extra.
#include "framework/data/formulas/formula.hpp"

#include "framework/data/formulas/element_symbols.hpp"
#include "framework/data/formulas/formula_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sinter::data {
namespace {

constexpr std::uint8_t hydrogen = 1;

struct Term {
    std::uint8_t atomic_number;
    double amount;
};

/// An open bracket, or (the first) the formula as a whole. A part is what stands between hydrate dots.
struct Group {
    std::size_t first_term;
    std::size_t part_first_term;
    double coefficient; ///< of the current part
    std::size_t position;
    char close;
};

/// Whether a number stands behind what it counts or in front. Only the first can hide a hydrate dot.
enum class Role : std::uint8_t { amount, coefficient };

char closing(char open) {
    switch (open) {
    case '(':
        return ')';
    case '[':
        return ']';
    case '{':
        return '}';
    default:
        return '\0';
    }
}

class Parser {
public:
    Parser(std::string_view text, Isotopes isotopes) : text_(text), isotopes_(isotopes) {}

    FormulaFault run() {
        skip_spaces();
        if (at_end()) {
            return {FormulaErrorKind::empty_formula, 0};
        }
        groups_[0] = {0, 0, 1.0, 0, '\0'};
        if (is_number_start() && text_.find(hydrate_dot) != std::string_view::npos) {
            if (!read_number(groups_[0].coefficient, Role::coefficient)) {
                return fault_;
            }
        }
        while (!at_end()) {
            if (!step()) {
                return fault_;
            }
            skip_spaces();
        }
        return close_formula() ? FormulaFault{} : fault_;
    }

    FormulaFault sum_into(Formula& formula) const {
        std::array<std::uint8_t, element_count + 1> place{}; // 0: not seen, else index + 1
        std::size_t size = 0;
        for (std::size_t i = 0; i < term_count_; ++i) {
            auto& at = place[terms_[i].atomic_number];
            if (at == 0) {
                formula.atomic_numbers[size] = terms_[i].atomic_number;
                formula.amounts[size] = 0;
                at = static_cast<std::uint8_t>(++size);
            }
            formula.amounts[at - 1U] += terms_[i].amount;
        }
        formula.size = 0;
        for (std::size_t i = 0; i < size; ++i) {
            // Written so that it also catches the NaN of an overflowing product.
            if (!(formula.amounts[i] <= largest_amount)) {
                return {FormulaErrorKind::amount_too_large, 0};
            }
            if (formula.amounts[i] < smallest_amount) {
                continue;
            }
            formula.atomic_numbers[formula.size] = formula.atomic_numbers[i];
            formula.amounts[formula.size] = formula.amounts[i];
            ++formula.size;
        }
        return formula.size > 0 ? FormulaFault{} : FormulaFault{FormulaErrorKind::no_atoms, 0};
    }

private:
    [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
    }
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
    void skip_spaces() {
        while (position_ < text_.size() && is_space(text_[position_])) {
            ++position_;
        }
    }
    [[nodiscard]] bool is_number_start() const {
        return is_digit(peek()) || (peek() == '.' && is_digit(peek(1)));
    }

    bool fail(FormulaErrorKind kind, std::size_t position) {
        fault_ = {kind, position};
        return false;
    }

    bool step() {
        const char c = peek();
        if (c >= 'A' && c <= 'Z') {
            return read_element();
        }
        if (closing(c) != '\0') {
            return open_group();
        }
        if (c == ')' || c == ']' || c == '}') {
            return close_group();
        }
        if (c == hydrate_dot) {
            return next_part();
        }
        if (c == '@' && part_has_terms()) {
            return skip_joint();
        }
        return fail(FormulaErrorKind::unexpected_character, position_);
    }

    [[nodiscard]] bool part_has_terms() const { return term_count_ > groups_[depth_].part_first_term; }

    bool read_element() {
        const std::size_t start = position_;
        const char first = peek();
        const char second = peek(1) >= 'a' && peek(1) <= 'z' ? peek(1) : '\0';
        std::uint8_t z = second != '\0' ? atomic_number(first, second) : std::uint8_t{0};
        position_ += z != 0 ? 2 : 1;
        if (z == 0) {
            z = atomic_number(first, '\0');
        }
        const bool isotope = z == 0 && (first == 'D' || first == 'T') && second == '\0';
        if (isotope && isotopes_ == Isotopes::element) {
            z = hydrogen;
        }
        if (z == 0) {
            return fail(isotope ? FormulaErrorKind::isotope : FormulaErrorKind::unknown_element, start);
        }
        if (term_count_ == most_terms) {
            return fail(FormulaErrorKind::too_long, start);
        }
        double amount = 1.0;
        skip_spaces();
        if (is_number_start() && !read_number(amount, Role::amount)) {
            return false;
        }
        terms_[term_count_++] = {z, amount};
        return true;
    }

    bool open_group() {
        if (depth_ == deepest_nesting) {
            return fail(FormulaErrorKind::too_deep, position_);
        }
        groups_[++depth_] = {term_count_, term_count_, 1.0, position_, closing(peek())};
        ++position_;
        return true;
    }

    bool close_group() {
        const Group& group = groups_[depth_];
        if (depth_ == 0 || peek() != group.close) {
            return fail(FormulaErrorKind::unbalanced_bracket, position_);
        }
        if (!part_has_terms()) {
            return fail(FormulaErrorKind::empty_group, group.position);
        }
        scale(group.part_first_term, group.coefficient);
        ++position_;
        skip_spaces();
        double multiplier = 1.0;
        if (is_number_start() && !read_number(multiplier, Role::amount)) {
            return false;
        }
        scale(group.first_term, multiplier);
        --depth_;
        return true;
    }

    bool close_formula() {
        const Group& group = groups_[depth_];
        if (depth_ > 0) {
            return fail(part_has_terms() ? FormulaErrorKind::unbalanced_bracket
                                         : FormulaErrorKind::empty_group,
                        group.position);
        }
        if (!part_has_terms()) {
            return fail(FormulaErrorKind::unexpected_character, last_dot_);
        }
        scale(group.part_first_term, group.coefficient);
        return true;
    }

    bool next_part() {
        Group& group = groups_[depth_];
        if (!part_has_terms()) {
            return fail(FormulaErrorKind::unexpected_character, position_);
        }
        scale(group.part_first_term, group.coefficient);
        group.part_first_term = term_count_;
        group.coefficient = 1.0;
        last_dot_ = position_++;
        skip_spaces();
        return !is_number_start() || read_number(group.coefficient, Role::coefficient);
    }

    /// `@` (Y3N@C80, a cage around a cluster) needs something on either side.
    bool skip_joint() {
        const std::size_t joint = position_++;
        skip_spaces();
        const bool joins = (peek() >= 'A' && peek() <= 'Z') || closing(peek()) != '\0';
        return joins || fail(FormulaErrorKind::unexpected_character, joint);
    }

    void scale(std::size_t first, double factor) {
        if (factor == 1.0) {
            return;
        }
        for (std::size_t i = first; i < term_count_; ++i) {
            terms_[i].amount *= factor;
        }
    }

    bool read_number(double& value, Role role) {
        const std::size_t start = position_;
        if (peek() == '0' && is_digit(peek(1))) {
            return fail(FormulaErrorKind::leading_zero, start);
        }
        std::uint32_t whole = 0;
        while (is_digit(peek()) && position_ - start < 9) {
            whole = 10 * whole + static_cast<std::uint32_t>(peek() - '0');
            ++position_;
        }
        const char next = peek();
        if (!is_digit(next) && next != '.' && next != 'e' && next != 'E') {
            value = whole;
            return true;
        }
        position_ = start;
        return read_decimal(value, role);
    }

    bool read_decimal(double& value, Role role) {
        const std::size_t start = position_;
        while (is_digit(peek())) {
            ++position_;
        }
        const std::size_t dot = position_;
        if (peek() == '.') {
            ++position_;
            while (is_digit(peek())) {
                ++position_;
            }
            if (role == Role::amount && is_ambiguous(start, dot)) {
                return fail(FormulaErrorKind::ambiguous_dot, dot);
            }
        }
        skip_exponent();
        const auto* begin = text_.data() + start;
        const auto result = std::from_chars(begin, text_.data() + position_, value);
        // Out of range at the small end is no amount at all; the library does not say which end it was.
        if (result.ec != std::errc()) {
            value = has_negative_exponent(start) ? 0.0 : 2 * largest_amount;
        }
        return value <= largest_amount || fail(FormulaErrorKind::amount_too_large, start);
    }

    /// `e` or `E` with digits behind; else it begins an element (Eu) or is none of the number's business.
    void skip_exponent() {
        if (peek() != 'e' && peek() != 'E') {
            return;
        }
        const std::size_t sign = peek(1) == '-' || peek(1) == '+' ? 1 : 0;
        if (!is_digit(peek(1 + sign))) {
            return;
        }
        position_ += 1 + sign;
        while (is_digit(peek())) {
            ++position_;
        }
    }

    [[nodiscard]] bool has_negative_exponent(std::size_t start) const {
        const auto number = text_.substr(start, position_ - start);
        return number.find('-') != std::string_view::npos || number.substr(0, 2) == "0." || number[0] == '.';
    }

    /// A number `4.5` right before water may be `4`, a hydrate dot and `5`. Not so `0.5` (nobody writes O0),
    /// `2.` (both readings are the same), and H2O with something more (H2O2, H2Os).
    [[nodiscard]] bool is_ambiguous(std::size_t start, std::size_t dot) const {
        if (position_ == dot + 1) {
            return false;
        }
        const auto before = text_.substr(start, dot - start);
        const bool zero = !before.empty() && before.find_first_not_of('0') == std::string_view::npos;
        if (zero || text_[dot + 1] == '0') {
            return false;
        }
        constexpr std::string_view water = "H2O";
        const auto rest = text_.substr(position_);
        if (rest.substr(0, water.size()) != water) {
            return false;
        }
        const char after = rest.size() > water.size() ? rest[water.size()] : '\0';
        return !is_digit(after) && !(after >= 'a' && after <= 'z');
    }

    std::string_view text_;
    Isotopes isotopes_;
    std::size_t position_ = 0;
    std::size_t term_count_ = 0;
    std::size_t depth_ = 0;
    std::size_t last_dot_ = 0;
    FormulaFault fault_;
    std::array<Group, deepest_nesting + 1> groups_; // filled up to depth_
    std::array<Term, most_terms> terms_;            // filled up to term_count_
};

} // namespace

std::optional<FormulaError> parse_formula(std::string_view text, Formula& formula, Isotopes isotopes) {
    if (text.size() > longest_formula) {
        return explain(text, {FormulaErrorKind::too_long, 0});
    }
    std::array<char, longest_formula> buffer; // NOLINT: filled by one_byte_each
    std::string_view plain = text;
    if (!is_ascii(text)) {
        const PlainText rewritten = one_byte_each(text, buffer);
        if (!rewritten.valid) {
            return explain(text, {FormulaErrorKind::invalid_utf8, rewritten.size});
        }
        plain = std::string_view(buffer.data(), rewritten.size);
    }
    Parser parser(plain, isotopes);
    FormulaFault fault = parser.run();
    if (!fault.found) {
        fault = parser.sum_into(formula);
    }
    if (fault.found) {
        return explain(text, fault);
    }
    return std::nullopt;
}

} // namespace sinter::data
