// SPDX-License-Identifier: Apache-2.0
//
// Units of labels and inputs: what converts into what, and how.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::data {

/// A unit as a factor of SI base units, possibly with an offset (degC) or under a logarithm (log10(GPa)).
///
/// How units are written
///   eV  meV/atom  kJ/mol  g/cm^3  W/m/K  eV*A^-1  %  degC   names with SI prefixes, `/`, `*` or a space, and
///                                                           `^` with whole numbers
///   (empty) or 1                                            no dimension
///   log10(GPa)  ln(GPa)                                     the logarithm of the number in that unit
///   arb:NAME                                                any other unit:
///                                                           equal to itself, converts into nothing else
/// `mol` is a number (so kJ/mol is an energy for each entity and converts to eV); `atom` is a dimension of
/// its own (eV/atom does not convert to eV). `cm^-1` written alone is an energy (h c / cm), as in
/// spectroscopy; `1/cm` is an inverse length.
struct Unit {
    enum class Scale : std::uint8_t { linear, log10, ln };
    /// Exponents of m, kg, s, A, K, cd, atom.
    std::array<std::int8_t, 7> dimension{};
    double factor = 1.0; ///< value in SI base units = factor * 10^power_of_ten * x + offset
    int power_of_ten = 0;
    double offset = 0.0;
    Scale scale = Scale::linear;
    std::string opaque; ///< NAME of arb:NAME
};

/// A unit, or why the text is none.
struct UnitOrReason {
    std::optional<Unit> unit;
    std::string reason;             ///< one line, when there is no unit
    std::vector<std::string> hints; ///< the nearest names
};

/// Reads a unit. Any bytes are safe.
[[nodiscard]] UnitOrReason parse_unit(std::string_view text);

/// The same for a value of the config: a config error at `text.where` that starts with `key`, e.g.
/// "labels.gap.unit".
[[nodiscard]] std::optional<Unit> read_unit(const diagnostics::Located<std::string>& text,
                                            std::string_view key, diagnostics::Diagnostics& diagnostics);

/// The names that are known, without prefixes; for messages and the guide.
[[nodiscard]] const std::vector<std::string>& usual_unit_names();

[[nodiscard]] bool convertible(const Unit& from, const Unit& to) noexcept;
/// The same unit, however it is written (eV and 1000*meV).
[[nodiscard]] bool same_unit(const Unit& a, const Unit& b) noexcept;
/// `value` in `to`. Requires convertible(from, to). Between units that differ by a power of ten the factor is exact.
[[nodiscard]] double convert(double value, const Unit& from, const Unit& to);
/// What a small standard error of `value` becomes, to first order. Requires convertible(from, to).
[[nodiscard]] double convert_error(double error, double value, const Unit& from, const Unit& to);

} // namespace sinter::data
