// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/label_contradictions.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/data/units/units.hpp"
#include "framework/evaluation/statistics/systematic_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace sinter::study {
namespace {

using data::Unit;
using evaluation::SystematicDifference;

/// A factor that no pair of units explains must be large and sharp; one that they do explain may be less.
constexpr double smallest_factor = 3.0;
constexpr double smallest_of_units = 1.5;
constexpr double share = 1.0 / 10;
constexpr double share_of_units = 1.0 / 6;
constexpr double celsius = 273.15;

/// What tables are written in. Each is also tried by atom.
constexpr std::array candidates{
    "eV",     "meV", "J",    "kJ/mol", "kcal/mol", "J/mol", "Ha",   "Ry",     "cm^-1", "Pa",     "kPa",
    "MPa",    "GPa", "TPa",  "bar",    "kbar",     "Mbar",  "atm",  "m",      "cm",    "mm",     "um",
    "nm",     "pm",  "Å",    "bohr",   "Å^3",      "nm^3",  "cm^3", "bohr^3", "m^3",   "g/cm^3", "kg/m^3",
    "%",      "ppm", "1",    "s",      "ms",       "ns",    "fs",   "Hz",     "GHz",   "THz",    "W/m/K",
    "W/cm/K", "S/m", "S/cm", "V",      "mV",       "uV/K",  "V/K",  "e",      "C",     "K",      "mK"};

/// The quantity under a logarithm, as it is without one and without an offset.
Unit linear(Unit unit) {
    unit.scale = Unit::Scale::linear;
    unit.offset = 0;
    return unit;
}

/// "GPa" of "log10(GPa)".
std::string_view without_logarithm(std::string_view unit) {
    for (const std::string_view prefix : {"log10(", "ln("}) {
        if (unit.substr(0, prefix.size()) == prefix && unit.back() == ')') {
            return unit.substr(prefix.size(), unit.size() - prefix.size() - 1);
        }
    }
    return unit;
}

/// The median of each material that has the label.
std::map<data::Index, double> by_material(const data::Dataset& dataset, const data::LabelColumn& label) {
    std::map<data::Index, std::vector<double>> values;
    for (std::size_t i = 0; i < label.rows.size(); ++i) {
        values[dataset.row_materials[static_cast<std::size_t>(label.rows[i])]].push_back(label.values[i]);
    }
    std::map<data::Index, double> medians;
    for (const auto& [material, all] : values) {
        medians.emplace(material, evaluation::centre_of(all).median);
    }
    return medians;
}

/// Two labels in the unit of the first, material by material.
struct Shared {
    std::vector<double> first;
    std::vector<double> second;
};

Shared shared_values(const data::Dataset& dataset, const data::LabelColumn& first, const Unit& unit,
                     const data::LabelColumn& second, const Unit& other) {
    Shared shared;
    const auto of_second = by_material(dataset, second);
    for (const auto& [material, value] : by_material(dataset, first)) {
        const auto found = of_second.find(material);
        if (found == of_second.end()) {
            continue;
        }
        const double converted = data::convert(found->second, other, unit);
        if (std::isfinite(converted)) {
            shared.first.push_back(value);
            shared.second.push_back(converted);
        }
    }
    return shared;
}

/// Of logarithms the differences are the logarithms of the ratios, and an offset has no meaning of its own.
SystematicDifference difference_of(const Shared& shared, const Unit& unit) {
    auto difference = evaluation::systematic_difference(shared.first, shared.second);
    if (unit.scale != Unit::Scale::linear) {
        const double base = unit.scale == Unit::Scale::log10 ? std::log(10.0) : 1.0;
        difference.log_ratio = {difference.offset.median * base, difference.offset.spread * base};
        difference.ratios = difference.pairs;
        difference.offset = {};
    }
    return difference;
}

std::string unit_in_words(const std::string& unit) { return unit.empty() ? "no unit" : unit; }

/// "0.3 eV".
std::string with_unit(const std::string& number, const std::string& unit) {
    return unit.empty() ? number : number + " " + unit;
}

std::string shared_in_words(const data::LabelColumn& first, const data::LabelColumn& second,
                            const SystematicDifference& difference) {
    const auto units = first.unit == second.unit ? fmt::format("both in {}", unit_in_words(first.unit))
                                                 : fmt::format("in {} and {}", unit_in_words(first.unit),
                                                               unit_in_words(second.unit));
    return fmt::format("{} and {} ({}) contradict each other over the {} that they share: ", first.name,
                       second.name, units, bytes::counted(difference.pairs, "material"));
}

std::string factor_in_words(const data::LabelColumn& first, const data::LabelColumn& second,
                            const SystematicDifference& difference, const std::optional<UnitPair>& pair) {
    const bool second_is_larger = difference.log_ratio.median > 0;
    const auto& larger = second_is_larger ? second : first;
    const auto& smaller = second_is_larger ? first : second;
    auto text =
        shared_in_words(first, second, difference) +
        fmt::format("{} is {:.4g} times {} (median; half of the materials within a factor of {:.3g} of it",
                    larger.name, std::exp(std::abs(difference.log_ratio.median)), smaller.name,
                    std::exp(difference.log_ratio.spread));
    if (!std::isnan(difference.offset.median)) {
        text += "; median difference " +
                with_unit(fmt::format("{:.4g}", second_is_larger ? difference.offset.median
                                                                 : -difference.offset.median),
                          first.unit);
    }
    if (!pair) {
        return text + "). See whether one of them is declared in the wrong unit.";
    }
    return text + fmt::format("). A number in {} is {:.5g} times the same in {}: see in which of the two "
                              "each label is written.",
                              pair->small, pair->factor, pair->large);
}

std::string offset_in_words(const data::LabelColumn& first, const data::LabelColumn& second,
                            const SystematicDifference& difference, bool is_celsius) {
    const bool second_is_larger = difference.offset.median > 0;
    const auto& larger = second_is_larger ? second : first;
    const auto& smaller = second_is_larger ? first : second;
    return shared_in_words(first, second, difference) +
           fmt::format("{} is larger than {} by {} (median; half of the materials within {} of it). ",
                       larger.name, smaller.name,
                       with_unit(fmt::format("{:.5g}", std::abs(difference.offset.median)), first.unit),
                       with_unit(fmt::format("{:.3g}", difference.offset.spread), first.unit)) +
           (is_celsius
                ? fmt::format("A number in K is 273.15 more than the same in degC: see whether {} is in K, "
                              "or {} in degC.",
                              larger.name, smaller.name)
                : "See whether one of them is declared in the wrong unit or has another zero.");
}

/// Temperatures in degC that are declared as K, or the other way round.
bool is_celsius_offset(const SystematicDifference& difference, const Unit& unit) {
    const auto kelvin = data::parse_unit("K").unit;
    return kelvin && unit.scale == Unit::Scale::linear && data::convertible(unit, *kelvin) &&
           difference.pairs >= evaluation::fewest_pairs && difference.offset.spread <= celsius / 10 &&
           std::abs(std::abs(difference.offset.median) - celsius) <= std::max(1.0, difference.offset.spread);
}

std::string contradiction_of(const data::Dataset& dataset, const data::LabelColumn& first,
                             const data::LabelColumn& second) {
    const auto unit = data::parse_unit(first.unit).unit;
    const auto other = data::parse_unit(second.unit).unit;
    if (first.kind != data::LabelKind::number || second.kind != data::LabelKind::number || !unit || !other ||
        !data::convertible(*unit, *other)) {
        return {};
    }
    const auto difference = difference_of(shared_values(dataset, first, *unit, second, *other), *unit);
    if (is_celsius_offset(difference, *unit)) {
        return offset_in_words(first, second, difference, true);
    }
    // Narrow values may look like both: what is sharper stands.
    const bool by_offset =
        evaluation::is_offset(difference) &&
        !(difference.log_ratio.spread <= difference.offset.spread / std::abs(difference.offset.median));
    if (by_offset) {
        return offset_in_words(first, second, difference, false);
    }
    const double tolerance = std::clamp(difference.log_ratio.spread, 0.02, 0.12);
    const auto pair = difference.ratios == 0
                          ? std::nullopt
                          : unit_pair_of(first.unit, std::exp(difference.log_ratio.median), tolerance);
    if (pair && evaluation::is_factor(difference, smallest_of_units, share_of_units)) {
        return factor_in_words(first, second, difference, pair);
    }
    return evaluation::is_factor(difference, smallest_factor, share)
               ? factor_in_words(first, second, difference, std::nullopt)
               : std::string();
}

} // namespace

std::optional<UnitPair> unit_pair_of(std::string_view unit, double ratio, double tolerance) {
    const std::string written(without_logarithm(unit));
    const auto parsed = data::parse_unit(written).unit;
    if (!parsed || !(ratio > 0)) {
        return std::nullopt;
    }
    std::optional<UnitPair> best;
    double nearest = tolerance;
    for (const std::string candidate : candidates) {
        for (const auto& name : {candidate, candidate + "/atom"}) {
            const auto other = data::parse_unit(name).unit;
            if (!other || !data::convertible(linear(*parsed), linear(*other))) {
                continue;
            }
            const double factor = data::convert(1.0, linear(*parsed), linear(*other));
            const double distance = std::abs(std::abs(std::log(factor)) - std::abs(std::log(ratio)));
            if (std::abs(std::log(factor)) > 1e-9 && distance <= nearest) {
                nearest = distance;
                const auto own = written.empty() ? std::string("1") : written;
                best = factor > 1 ? UnitPair{name, own, factor} : UnitPair{own, name, 1 / factor};
            }
        }
    }
    return best;
}

std::vector<std::string> label_contradictions(const data::Dataset& dataset,
                                              const std::vector<std::size_t>& targets) {
    std::vector<std::string> all;
    std::set<std::size_t> done;
    for (const std::size_t target : targets) {
        done.insert(target);
        for (std::size_t other = 0; other < dataset.labels.size(); ++other) {
            if (done.contains(other)) {
                continue;
            }
            if (auto text = contradiction_of(dataset, dataset.labels[target], dataset.labels[other]);
                !text.empty()) {
                all.push_back(std::move(text));
            }
        }
    }
    return all;
}

} // namespace sinter::study
