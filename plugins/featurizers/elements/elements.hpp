// SPDX-License-Identifier: Apache-2.0
//
// Properties of the chemical elements. The table is fixed at compile time: every function is pure, does not
// allocate and may be called from any thread. An atomic number outside 1..element_count is the caller's bug.
#pragma once

#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sinter::elements {

/// Hydrogen (1) to oganesson (118). Those after copernicium (112) have a symbol and no properties.
inline constexpr int element_count = 118;

/// The first 22 are the Magpie set, in its order (Ward et al. 2016, 10.1038/npjcompumats.2016.28); the
/// sources of all are in generator/sources.md. Valence and unfilled counts are those of the free atom outside
/// its noble-gas core.
enum class Property : std::uint8_t {
    number,
    mendeleev_number,  ///< counts down the columns; Villars et al. 2004
    atomic_weight,     ///< u
    melting_t,         ///< K
    column,            ///< group; 3 for all of La..Lu and Ac..Lr
    row,               ///< period
    covalent_radius,   ///< pm; Cordero et al. 2008
    electronegativity, ///< Pauling scale
    ns_valence,
    np_valence,
    nd_valence,
    nf_valence,
    n_valence,
    ns_unfilled,
    np_unfilled,
    nd_unfilled,
    nf_unfilled,
    n_unfilled,
    gs_volume_pa, ///< angstrom^3 per atom; DFT ground state, as the next two
    gs_bandgap,   ///< eV
    gs_magmom,    ///< Bohr magnetons an atom
    space_group_number,
    atomic_radius,             ///< angstrom; Slater 1964
    miracle_radius,            ///< pm; Miracle et al. 2010
    electron_affinity,         ///< kJ/mol
    first_ionization_energy,   ///< eV
    pauling_electronegativity, ///< as `electronegativity`, other values for Pm, Eu, Tb, Yb and one for Lr
    molar_ionization_energy    ///< first; kJ/mol; of another table, up to radium
};

inline constexpr std::size_t property_count = 28;
inline constexpr std::size_t magpie_property_count = 22;

/// "Fe" for 26.
[[nodiscard]] std::string_view symbol(int atomic_number) noexcept;
/// 26 for "Fe"; nothing where the text is not a symbol (case counts).
[[nodiscard]] std::optional<int> atomic_number(std::string_view symbol) noexcept;

/// As in the Magpie set: "MeltingT".
[[nodiscard]] std::string_view name(Property property) noexcept;
/// Empty: none.
[[nodiscard]] std::string_view unit(Property property) noexcept;

/// NaN where it is not known.
[[nodiscard]] double property(Property property, int atomic_number) noexcept;
/// All properties of one element, in the order of Property.
[[nodiscard]] Span<double> properties(int atomic_number) noexcept;

/// The common oxidation states, ascending. Empty for the noble gases and where none is known (from Rf on).
[[nodiscard]] Span<std::int8_t> oxidation_states(int atomic_number) noexcept;

/// Ti..Cu, Nb..Ag and Ta..Pt: the transition metals that Deml et al. (2016, 10.1103/PhysRevB.93.085142) treat
/// as magnetic. Groups 3 and 12, Zr, Hf and Au are not among them.
[[nodiscard]] constexpr bool is_transition_metal(int atomic_number) noexcept {
    return (22 <= atomic_number && atomic_number <= 29) || (41 <= atomic_number && atomic_number <= 47) ||
           (73 <= atomic_number && atomic_number <= 78);
}

/// What stands in for a value that is not known: the plain mean over the elements 1..112 that have one.
[[nodiscard]] double mean(Property property) noexcept;

} // namespace sinter::elements
