// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/unit_hints.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/data/units/units.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

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

std::vector<std::string> atom_hints(const UnitAtKey& from, const UnitAtKey& to, const Unit& a,
                                    const Unit& b) {
    const bool from_lacks_it = b.dimension[atom] != 0;
    const UnitAtKey& whole = from_lacks_it ? from : to;
    const UnitAtKey& each = from_lacks_it ? to : from;
    const Unit& other = from_lacks_it ? b : a;
    std::vector<std::string> hints{fmt::format("{} is for a formula unit (or a mole of them), {} for an "
                                               "atom: the number of atoms lies between, which "
                                               "differs from row to row",
                                               bytes::in_quotes(whole.unit), bytes::in_quotes(each.unit))};
    if (const auto written = per_atom(whole.unit, other)) {
        const auto* when =
            whole.role == UnitAtKey::Role::given ? "if those numbers are for each atom, write" : "write";
        const auto size = *written == each.unit
                              ? std::string()
                              : fmt::format(": 1 {} is {:.6g} {}", each.unit,
                                            convert(1.0, other, *parse_unit(*written).unit), *written);
        hints.push_back(fmt::format("{} {} = \"{}\"{}", when, whole.key, *written, size));
    }
    return hints;
}

/// Why this one converts into nothing else; empty: it does.
std::string own_reason(const UnitAtKey& unit, const Unit& parsed) {
    if (!parsed.opaque.empty()) {
        return fmt::format("{} = {} is a unit of your own, which converts into nothing else", unit.key,
                           bytes::in_quotes(unit.unit));
    }
    return unit.unit.empty() ? fmt::format("{} = \"\" says that there is no unit", unit.key) : std::string();
}

} // namespace

UnitAtKey unit_at_key(const LabelSpec& label) {
    const std::string key = "labels." + label.name.value;
    return label.convert_to ? UnitAtKey{label.convert_to->value, key + ".convert_to", UnitAtKey::Role::wanted}
                            : UnitAtKey{label.unit.value, key + ".unit"};
}

std::vector<std::string> inconvertible_hints(const UnitAtKey& from, const UnitAtKey& to) {
    const auto a = parse_unit(from.unit).unit;
    const auto b = parse_unit(to.unit).unit;
    if (!a || !b) {
        return {};
    }
    if (differ_by_atoms(*a, *b)) {
        return atom_hints(from, to, *a, *b);
    }
    std::vector<std::string> hints;
    for (auto reason : {own_reason(from, *a), own_reason(to, *b)}) {
        if (!reason.empty()) {
            hints.push_back(std::move(reason));
        }
    }
    if (hints.empty()) {
        hints.push_back(
            from.key == to.key
                ? fmt::format("the two are units of different quantities: see which {} is wrong", from.key)
                : fmt::format("the two are units of different quantities: see which of {} and {} is wrong",
                              from.key, to.key));
    }
    return hints;
}

} // namespace sinter::data
