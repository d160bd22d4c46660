// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/target.hpp"

#include "framework/report/text/number_format.hpp"

#include <algorithm>
#include <cstddef>

namespace sinter::report {

Target target_of(const study::StudyResults& results, const std::string& name) {
    if (const auto* derived = results.derived_of(name)) {
        return {name, derived->unit, derived->classes};
    }
    const auto* label = results.label(name);
    return label == nullptr ? Target{name, {}, {}} : Target{name, label->unit, label->classes};
}

std::vector<Target> targets_of(const study::StudyResults& results) {
    std::vector<Target> targets;
    for (const auto& name : results.targets) {
        targets.push_back(target_of(results, name));
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

bool predicts(const study::StrategySummary& strategy, std::string_view target) {
    const auto among = [&](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), target) != names.end();
    };
    return among(strategy.targets) || among(strategy.derived);
}

} // namespace sinter::report
