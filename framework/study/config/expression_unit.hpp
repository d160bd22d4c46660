// SPDX-License-Identifier: Apache-2.0
//
// In which unit the values of an expression are, where that follows from the units of its names.
#pragma once

#include "framework/data/tables/table_spec.hpp"
#include "framework/data/units/units.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/joint/expression.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sinter::study {

struct ExpressionUnit {
    enum class Kind : std::uint8_t {
        any,    ///< a bare number: whatever it is added to
        known,  ///< `unit`
        unclear ///< a product (which may convert), a difference of logarithms: nothing is checked
    };
    Kind kind = Kind::unclear;
    data::Unit unit;
    std::string text;     ///< the unit as it is written
    std::size_t name = 0; ///< of a known one: the expression's first name that has it
};

/// Two names of an expression whose units differ where they must not.
struct UnitClash {
    std::size_t first = 0;
    std::size_t second = 0;
};

struct UnitOrClash {
    ExpressionUnit unit; ///< of argmax and argmin unclear: a class has none
    std::optional<UnitClash> clash;
};

/// Unclear where the text is not a unit, which is reported elsewhere.
[[nodiscard]] ExpressionUnit unit_from_text(const std::string& text);
/// That of the label's values once they are read.
[[nodiscard]] ExpressionUnit label_unit(const data::LabelSpec& label);
/// For messages: "eV", "no unit".
[[nodiscard]] std::string in_words(const ExpressionUnit& unit);

/// A config error where `stated` is no unit, or another than that which is found.
void check_stated_unit(const diagnostics::Located<std::string>& stated, const ExpressionUnit& found,
                       diagnostics::Diagnostics& diagnostics);

/// `of_names`: one per name of the expression. Sums, differences, max, min, argmax and argmin want one unit.
[[nodiscard]] UnitOrClash unit_of(const evaluation::Expression& expression,
                                  const std::vector<ExpressionUnit>& of_names);

} // namespace sinter::study
