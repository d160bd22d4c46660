// SPDX-License-Identifier: Apache-2.0
//
// Values: SI (2019), which fixes e, h, k, N_A and c; CODATA 2018 for the hartree, the rydberg, the bohr and the dalton.
#include "framework/data/units/unit_names.hpp"

#include <array>

namespace sinter::data {
namespace {

using Dimension = std::array<std::int8_t, 7>; // m, kg, s, A, K, cd, atom

constexpr Dimension none{};
constexpr Dimension length{1};
constexpr Dimension mass{0, 1};
constexpr Dimension time{0, 0, 1};
constexpr Dimension current{0, 0, 0, 1};
constexpr Dimension temperature{0, 0, 0, 0, 1};
constexpr Dimension luminous{0, 0, 0, 0, 0, 1};
constexpr Dimension atoms{0, 0, 0, 0, 0, 0, 1};
constexpr Dimension energy{2, 1, -2};
constexpr Dimension force{1, 1, -2};
constexpr Dimension pressure{-1, 1, -2};
constexpr Dimension of_power{2, 1, -3};
constexpr Dimension charge{0, 0, 1, 1};
constexpr Dimension voltage{2, 1, -3, -1};
constexpr Dimension resistance{2, 1, -3, -2};
constexpr Dimension conductance{-2, -1, 3, 2};
constexpr Dimension capacitance{-2, -1, 4, 2};
constexpr Dimension flux_density{0, 1, -2, -1};
constexpr Dimension frequency{0, 0, -1};

enum class Prefixes : std::uint8_t { no, yes };

struct Entry {
    std::string_view name;
    Dimension dimension;
    double factor;
    int power_of_ten;
    Prefixes prefixes = Prefixes::no;
    double offset = 0.0;
};

constexpr std::array entries = {
    Entry{"eV", energy, 1.602176634, -19, Prefixes::yes},
    Entry{"J", energy, 1.0, 0, Prefixes::yes},
    Entry{"cal", energy, 4.184, 0, Prefixes::yes},
    Entry{"Ha", energy, 4.3597447222071, -18},
    Entry{"Hartree", energy, 4.3597447222071, -18},
    Entry{"hartree", energy, 4.3597447222071, -18},
    Entry{"Ry", energy, 2.1798723611035, -18},
    Entry{"cm^-1", energy, 1.98644585714893, -23}, // h c / (1 cm)
    Entry{"cm-1", energy, 1.98644585714893, -23},
    Entry{"K", temperature, 1.0, 0, Prefixes::yes},
    Entry{"degC", temperature, 1.0, 0, Prefixes::no, 273.15},
    Entry{"°C", temperature, 1.0, 0, Prefixes::no, 273.15},
    Entry{"degF", temperature, 5.0 / 9.0, 0, Prefixes::no, 459.67 * 5.0 / 9.0},
    Entry{"Pa", pressure, 1.0, 0, Prefixes::yes},
    Entry{"bar", pressure, 1.0, 5, Prefixes::yes},
    Entry{"atm", pressure, 1.01325, 5},
    Entry{"m", length, 1.0, 0, Prefixes::yes},
    Entry{"A", current, 1.0, 0, Prefixes::yes},
    Entry{"Angstrom", length, 1.0, -10},
    Entry{"angstrom", length, 1.0, -10},
    Entry{"Å", length, 1.0, -10},
    Entry{"bohr", length, 5.29177210903, -11},
    Entry{"g", mass, 1.0, -3, Prefixes::yes},
    Entry{"u", mass, 1.66053906660, -27},
    Entry{"Da", mass, 1.66053906660, -27},
    Entry{"s", time, 1.0, 0, Prefixes::yes},
    Entry{"h", time, 3.6, 3},
    Entry{"Hz", frequency, 1.0, 0, Prefixes::yes},
    Entry{"N", force, 1.0, 0, Prefixes::yes},
    Entry{"W", of_power, 1.0, 0, Prefixes::yes},
    Entry{"C", charge, 1.0, 0, Prefixes::yes},
    Entry{"e", charge, 1.602176634, -19},
    Entry{"V", voltage, 1.0, 0, Prefixes::yes},
    Entry{"Ohm", resistance, 1.0, 0, Prefixes::yes},
    Entry{"ohm", resistance, 1.0, 0, Prefixes::yes},
    Entry{"S", conductance, 1.0, 0, Prefixes::yes},
    Entry{"F", capacitance, 1.0, 0, Prefixes::yes},
    Entry{"T", flux_density, 1.0, 0, Prefixes::yes},
    Entry{"cd", luminous, 1.0, 0},
    Entry{"L", Dimension{3}, 1.0, -3, Prefixes::yes},
    Entry{"atom", atoms, 1.0, 0},
    Entry{"mol", none, 6.02214076, 23, Prefixes::yes},
    Entry{"%", none, 1.0, -2},
    Entry{"percent", none, 1.0, -2},
    Entry{"ppm", none, 1.0, -6},
    Entry{"1", none, 1.0, 0},
};

struct Prefix {
    std::string_view text;
    int power_of_ten;
};

constexpr std::array prefixes = {
    Prefix{"f", -15}, Prefix{"p", -12}, Prefix{"n", -9}, Prefix{"u", -6}, Prefix{"µ", -6},
    Prefix{"μ", -6},  Prefix{"m", -3},  Prefix{"c", -2}, Prefix{"d", -1}, Prefix{"k", 3},
    Prefix{"M", 6},   Prefix{"G", 9},   Prefix{"T", 12},
};

Unit unit_of(const Entry& entry, int power_of_ten) {
    Unit unit;
    unit.dimension = entry.dimension;
    unit.factor = entry.factor;
    unit.power_of_ten = entry.power_of_ten + power_of_ten;
    unit.offset = entry.offset;
    return unit;
}

} // namespace

std::optional<Unit> named_unit(std::string_view name) {
    for (const auto& entry : entries) {
        if (entry.name == name) {
            return unit_of(entry, 0);
        }
    }
    for (const auto& prefix : prefixes) {
        if (name.substr(0, prefix.text.size()) != prefix.text) {
            continue;
        }
        const auto rest = name.substr(prefix.text.size());
        for (const auto& entry : entries) {
            if (entry.prefixes == Prefixes::yes && entry.name == rest) {
                return unit_of(entry, prefix.power_of_ten);
            }
        }
    }
    return std::nullopt;
}

const std::vector<std::string>& usual_unit_names() {
    // Also the spellings with prefixes that are in daily use, as targets for "did you mean".
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list = {"eV",  "meV", "eV/atom", "meV/atom", "kJ/mol",     "kcal/mol",
                                         "GPa", "MPa", "kbar",    "nm",       "pm",         "cm",
                                         "mm",  "um",  "g/cm^3",  "kg/m^3",   "log10(GPa)", "W/m/K"};
        for (const auto& entry : entries) {
            if (entry.name != "eV") {
                list.emplace_back(entry.name);
            }
        }
        return list;
    }();
    return names;
}

} // namespace sinter::data
