// SPDX-License-Identifier: Apache-2.0
//
// A formula of any bytes is refused with a message, or read as amounts that are numbers; its reduced text is
// a formula again, and reducing that changes nothing.
#include "framework/data/formulas/formula.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/data/formulas/reduced_composition.hpp"
#include "tests/fuzz/target.hpp"

#include <cmath>
#include <string>
#include <string_view>

namespace {

using namespace sinter;
using fuzz::require;

void require_composition(const data::Formula& formula) {
    require(formula.size >= 1 && formula.size <= data::element_count, "a formula has elements");
    for (std::size_t i = 0; i < formula.size; ++i) {
        require(formula.atomic_numbers[i] >= 1 && formula.atomic_numbers[i] <= data::element_count,
                "an element has an atomic number");
        require(std::isfinite(formula.amounts[i]) && formula.amounts[i] > 0, "an amount is a number above 0");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    data::Formula formula{};
    if (const auto error = data::parse_formula(text, formula)) {
        require(!error->message.empty(), "a refusal has a message");
        return 0;
    }
    require_composition(formula);
    const std::string reduced = data::reduced_formula(formula);
    data::Formula again{};
    if (const auto error = data::parse_formula(reduced, again)) {
        // Whole amounts beside a trace may be larger than one that is typed; the text is a key all the same.
        require(error->kind == data::FormulaErrorKind::amount_too_large, "a reduced formula is a formula");
        return 0;
    }
    require_composition(again);
    require(again.size == formula.size, "reducing keeps every element");
    require(data::reduced_formula(again) == reduced, "a reduced formula is its own reduced formula");
    return 0;
}
