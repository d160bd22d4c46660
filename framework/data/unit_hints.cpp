// SPDX-License-Identifier: Apache-2.0
#include "framework/data/unit_hints.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/data/units.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstddef>
#include <optional>

namespace sinter::data {
namespace {

constexpr std::size_t atom = 6; ///< index of its exponent in Unit::dimension

/// Whether the two differ in nothing but that one of them is per atom.
bool differ_by_atoms(const Unit& a, const Unit& b) {
    auto dimension = a.dimension;
    dimension[atom] = b.dimension[atom];
    return a.opaque == b.opaque && dimension == b.dimension && a.dimension[atom] != b.dimension[atom];
}

/// `text` per atom, if that converts to `to`.
std::optional<std::string> per_atom(std::string_view text, const Unit& to) {
    std::string candidate = std::string(text) + "/atom";
    const auto unit = parse_unit(candidate).unit;
    return unit && convertible(*unit, to) ? std::optional(std::move(candidate)) : std::nullopt;
}

std::vector<std::string> atom_hints(std::string_view from, std::string_view to, const Unit& a,
                                    const Unit& b) {
    const bool from_lacks_it = b.dimension[atom] != 0;
    const std::string_view whole = from_lacks_it ? from : to;
    const std::string_view each = from_lacks_it ? to : from;
    std::vector<std::string> hints{fmt::format("{} is for a formula unit (or a mole of them), {} for an "
                                               "atom: the number of atoms lies between, which "
                                               "differs from row to row",
                                               bytes::in_quotes(whole), bytes::in_quotes(each))};
    if (const auto written = per_atom(whole, from_lacks_it ? b : a)) {
        const Unit unit = *parse_unit(*written).unit;
        const Unit& other = from_lacks_it ? b : a;
        const std::string what =
            from_lacks_it ? "if the file's numbers are for each atom, write unit" : "write convert_to";
        hints.push_back(fmt::format("{0} = \"{1}\": 1 {2} is {3:.6g} {1}", what, *written, each,
                                    convert(1.0, other, unit)));
    }
    return hints;
}

/// "kJ/mol converts to eV, meV, kcal/mol"; nothing where no usual unit is alike.
std::vector<std::string> alike(std::string_view text, const Unit& unit) {
    std::vector<std::string> names;
    for (const auto& name : usual_unit_names()) {
        const auto other = parse_unit(name).unit;
        if (other && convertible(unit, *other) && !same_unit(unit, *other)) {
            names.push_back(name);
        }
    }
    if (names.empty() || text.empty()) {
        return {};
    }
    return {fmt::format("{} converts to {}", bytes::in_quotes(text), fmt::join(names, ", "))};
}

} // namespace

std::vector<std::string> inconvertible_hints(std::string_view from, std::string_view to) {
    const auto a = parse_unit(from).unit;
    const auto b = parse_unit(to).unit;
    if (!a || !b) {
        return {};
    }
    std::vector<std::string> hints;
    if (differ_by_atoms(*a, *b)) {
        hints = atom_hints(from, to, *a, *b);
    }
    for (auto& hint : alike(from, *a)) {
        hints.push_back(std::move(hint));
    }
    return hints;
}

} // namespace sinter::data
