#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes element_table.cpp to standard output:

    python3 generator/generate_element_table.py > element_table.cpp

Derived columns come from derived_properties.py, the others from stated_values.csv (sources: sources.md).
"""

import csv
import pathlib

from derived_properties import derived_properties

# The order of the enumeration Property in elements.hpp.
PROPERTIES = (
    "Number MendeleevNumber AtomicWeight MeltingT Column Row CovalentRadius Electronegativity NsValence NpValence "
    "NdValence NfValence NValence NsUnfilled NpUnfilled NdUnfilled NfUnfilled NUnfilled GSvolume_pa GSbandgap "
    "GSmagmom SpaceGroupNumber AtomicRadius MiracleRadius ElectronAffinity FirstIonizationEnergy PaulingElectronegativity "
    "MolarIonizationEnergy"
).split()

LAST_WITH_DATA = 112

HEAD = """\
// SPDX-License-Identifier: Apache-2.0
//
// Written by generator/generate_element_table.py from generator/derived_properties.py and
// generator/stated_values.csv; sources in generator/sources.md. Change those and run it again.
#include "plugins/featurizers/elements/element_table.hpp"

#include <sinter/unknown.hpp>

namespace sinter::elements {

namespace {
constexpr double none = unknown;
}

// clang-format off
"""

TAIL = """\
// clang-format on

} // namespace sinter::elements
"""


def stated_rows():
    path = pathlib.Path(__file__).with_name("stated_values.csv")
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_values(z, stated):
    """One text a property; 'none' where it is not known."""
    derived = derived_properties(z) if z <= LAST_WITH_DATA else {}
    cells = (derived.get(name) if name in derived else stated.get(name) for name in PROPERTIES)
    return ["none" if cell in (None, "") else str(cell) for cell in cells]


def states_row(text):
    """'{2, {-1, 1}}' for "-1 1"; '{0, {}}' where none is stated."""
    states = text.split()
    return f"{{{len(states)}, {{{', '.join(states)}}}}}"


def main():
    rows = stated_rows()
    if [int(row["Z"]) for row in rows] != list(range(1, 119)):
        raise SystemExit("stated_values.csv: expected one row for each of Z = 1..118, in order")
    print(HEAD, end="")
    print("constexpr std::array<std::string_view, element_count> symbols = {{")
    for first in range(0, len(rows), 18):
        print("    " + " ".join(f'"{row["symbol"]}",' for row in rows[first : first + 18]))
    print("}};\n")
    print("// " + ", ".join(PROPERTIES))
    print("constexpr std::array<std::array<double, property_count>, element_count> values = {{")
    for z, row in enumerate(rows, start=1):
        print(f"    {{{{{', '.join(row_values(z, row))}}}}}, // {row['symbol']}")
    print("}};\n")
    print("constexpr std::array<OxidationStates, element_count> common_oxidation_states = {{")
    for row in rows:
        print(f"    {states_row(row['OxidationStates'])}, // {row['symbol']}")
    print("}};")
    print(TAIL, end="")


if __name__ == "__main__":
    main()
