// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/target.hpp"

#include "framework/report/text/number_format.hpp"

#include <algorithm>

namespace sinter::report {

Target target_of(const study::StudyResults& results, std::size_t index) {
    const std::string& name = results.targets[index];
    if (const auto* derived = results.derived_of(name)) {
        return {name, derived->unit, derived->classes, index};
    }
    const auto* label = results.label(name);
    return label == nullptr ? Target{name, {}, {}, index} : Target{name, label->unit, label->classes, index};
}

std::vector<Target> targets_of(const study::StudyResults& results) {
    std::vector<Target> targets;
    for (std::size_t index = 0; index < results.targets.size(); ++index) {
        targets.push_back(target_of(results, index));
    }
    return targets;
}

std::string with_unit(const std::string& name, const std::string& unit) {
    return unit.empty() ? name : name + " (" + unit + ")";
}

std::string with_unit(const Target& target) { return with_unit(target.name, target.unit); }

std::string listed(const std::vector<Target>& targets) {
    std::vector<std::string> names;
    for (const auto& target : targets) {
        names.push_back(with_unit(target));
    }
    return joined(names);
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    }
    return text;
}

std::string class_name(const Target& target, double index) {
    const auto count = static_cast<double>(target.classes.size());
    if (index >= 0 && index < count && index == static_cast<double>(static_cast<std::size_t>(index))) {
        return target.classes[static_cast<std::size_t>(index)];
    }
    return shortest(index);
}

bool predicts(const study::StrategySummary& strategy, std::size_t target) {
    return std::find(strategy.targets.begin(), strategy.targets.end(), target) != strategy.targets.end();
}

} // namespace sinter::report
