# SPDX-License-Identifier: Apache-2.0
"""The properties of an element that follow from its atomic number.

Rows Z = 1..112 of the periodic table. Everything here is a rule with its exceptions; numbers that no rule gives are in
stated_values.csv.
"""

NOBLE_GASES = (2, 10, 18, 36, 54, 86, 118)
CAPACITY = {"s": 2, "p": 6, "d": 10, "f": 14}
ORBITALS = "spdf"

# Ground states that differ from the Madelung rule: electrons outside the noble-gas core, by orbital. Most are
# spectroscopic (NIST Atomic Spectra Database). Ds and Rg are set like Pt and Au above them, as in the Magpie tables;
# later calculations give 6d8 7s2 and 6d9 7s2.
CONFIGURATION_EXCEPTIONS = {
    24: dict(s=1, d=5),  # Cr: half-filled d
    29: dict(s=1, d=10),  # Cu: filled d, as Ag, Au, Rg
    41: dict(s=1, d=4),  # Nb
    42: dict(s=1, d=5),  # Mo: half-filled d
    44: dict(s=1, d=7),  # Ru
    45: dict(s=1, d=8),  # Rh
    46: dict(d=10),  # Pd: filled d, empty s
    47: dict(s=1, d=10),  # Ag
    57: dict(s=2, d=1),  # La: d before f, as Ac
    58: dict(s=2, d=1, f=1),  # Ce
    64: dict(s=2, d=1, f=7),  # Gd: half-filled f, as Cm
    78: dict(s=1, d=9, f=14),  # Pt
    79: dict(s=1, d=10, f=14),  # Au
    89: dict(s=2, d=1),  # Ac
    90: dict(s=2, d=2),  # Th
    91: dict(s=2, d=1, f=2),  # Pa
    92: dict(s=2, d=1, f=3),  # U
    93: dict(s=2, d=1, f=4),  # Np
    96: dict(s=2, d=1, f=7),  # Cm
    103: dict(s=2, p=1, f=14),  # Lr: p before d
    110: dict(s=1, d=9, f=14),  # Ds
    111: dict(s=1, d=10, f=14),  # Rg
}


def period(z):
    return 1 + sum(z > noble_gas for noble_gas in NOBLE_GASES)


def place_after_core(z):
    """1 for an alkali metal, counted through the period."""
    return z - max((noble_gas for noble_gas in NOBLE_GASES if noble_gas < z), default=0)


def shells(z):
    """The orbitals of a period in the order in which they fill (Madelung): n s, (n-2) f, (n-1) d, n p."""
    return {1: "s", 2: "sp", 3: "sp", 4: "sdp", 5: "sdp"}.get(period(z), "sfdp")


def valence_electrons(z):
    """Electrons outside the noble-gas core, by orbital. Filled d and f shells of the period are counted: 13 for Ga."""
    if z in CONFIGURATION_EXCEPTIONS:
        return {orbital: CONFIGURATION_EXCEPTIONS[z].get(orbital, 0) for orbital in ORBITALS}
    counts = dict.fromkeys(ORBITALS, 0)
    left = place_after_core(z)
    for orbital in shells(z):
        counts[orbital] = min(left, CAPACITY[orbital])
        left -= counts[orbital]
    return counts


def unfilled(counts):
    """Holes in the occupied orbitals; an empty orbital has none."""
    return {o: CAPACITY[o] - counts[o] if counts[o] > 0 else 0 for o in ORBITALS}


def series_place(z):
    """0 for La and Ac up to 14 for Lu and Lr; None outside the f block."""
    first = {6: 57, 7: 89}.get(period(z))
    return z - first if first is not None and 0 <= z - first <= 14 else None


def group(z):
    """IUPAC group; all of La..Lu and Ac..Lr are in group 3."""
    if z == 2:
        return 18
    if series_place(z) is not None:
        return 3
    place = place_after_core(z)
    if place <= 2:
        return place
    length = {2: 8, 3: 8, 4: 18, 5: 18}.get(period(z), 32)
    return 18 - (length - place)


def mendeleev_order(z):
    """Sorting by this key gives the Mendeleev number of Villars et al., J. Alloys Compd. 367, 167 (2004).

    Column by column, down each column. Be and Mg stand above Zn, H stands above F. Lanthanides and actinides take
    turns: La, Ac, Ce, Th, ...
    """
    column = {1: 17, 4: 12, 12: 12}.get(z, group(z))
    # Sc and Y open column 3; the pairs of the two series follow.
    pair = series_place(z) + 1 if series_place(z) is not None else 0
    return column, pair, period(z)


MENDELEEV_NUMBERS = {z: n + 1 for n, z in enumerate(sorted(range(1, 104), key=mendeleev_order))}


def derived_properties(z):
    counts = valence_electrons(z)
    holes = unfilled(counts)
    values = {
        "Number": z,
        "MendeleevNumber": MENDELEEV_NUMBERS.get(z),  # it stops at Lr
        "Column": group(z),
        "Row": period(z),
        "NValence": sum(counts.values()),
        "NUnfilled": sum(holes.values()),
    }
    for orbital in ORBITALS:
        values[f"N{orbital}Valence"] = counts[orbital]
        values[f"N{orbital}Unfilled"] = holes[orbital]
    return values
