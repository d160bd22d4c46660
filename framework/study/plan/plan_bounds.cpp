// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/plan_bounds.hpp"

#include "framework/study/config/config_limits.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <set>

namespace sinter::study {
namespace {

/// Folds of all repeats. Of the kinds whose folds stand in a file as many as there are groups at most.
double full_folds(const Plan& plan) {
    const ProtocolChoice& protocol = plan.config.protocol;
    switch (protocol.kind) {
    case ProtocolKind::k_fold:
    case ProtocolKind::nested:
        return static_cast<double>(protocol.folds) * protocol.repeats;
    case ProtocolKind::holdout:
        return protocol.repeats;
    case ProtocolKind::leave_one_cluster_out:
        return protocol.clusters;
    case ProtocolKind::matbench:
        return 5;
    case ProtocolKind::leave_one_group_out: {
        std::set<std::uint64_t> groups;
        for (const auto& record : plan.records) {
            groups.insert(group_key(plan, record));
        }
        return static_cast<double>(groups.size());
    }
    case ProtocolKind::predefined:
    case ProtocolKind::from_file:
        break; // the file that holds the folds bounds them
    }
    return 1;
}

} // namespace

void require_bounded_work(const Plan& plan) {
    const ProtocolChoice& protocol = plan.config.protocol;
    const auto inner =
        protocol.kind == ProtocolKind::nested ? static_cast<double>(protocol.inner_folds) : 0.0;
    const double splits = full_folds(plan) * (static_cast<double>(protocol.learning_curve.size()) + inner);
    const double trials = splits * static_cast<double>(plan.strategies.size());
    const double places = splits * static_cast<double>(plan.records.size());
    std::string problem;
    if (trials > static_cast<double>(most_trials)) {
        problem = fmt::format("{:.0f} trials would be run, expected at most {}", trials, most_trials);
    } else if (places > static_cast<double>(most_places)) {
        problem = fmt::format("{:.0f} splits of {} records hold {:.0f} places, expected at most {}", splits,
                              plan.records.size(), places, most_places);
    }
    if (!problem.empty()) {
        throw diagnostics::InputError(
            diagnostics::ErrorKind::config, protocol.where, problem,
            {"take fewer folds, repeats, sizes of the learning curve or strategies, or larger groups"});
    }
}

} // namespace sinter::study
