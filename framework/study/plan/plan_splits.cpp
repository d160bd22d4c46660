// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/plan_splits.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/evaluation/protocols/group_shuffle.hpp"
#include "framework/evaluation/protocols/holdout.hpp"
#include "framework/evaluation/protocols/inner_folds.hpp"
#include "framework/evaluation/protocols/k_fold.hpp"
#include "framework/evaluation/protocols/leave_one_group_out.hpp"
#include "framework/evaluation/protocols/matbench_folds.hpp"
#include "framework/evaluation/protocols/predefined.hpp"
#include "framework/evaluation/protocols/strata.hpp"
#include "framework/evaluation/protocols/training_subset.hpp"
#include "framework/study/plan/held_out.hpp"
#include "framework/study/plan/splits_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::InputError;
using evaluation::Split;

const data::LabelColumn& label_of(const Plan& plan, const TargetRecord& record) {
    return plan.dataset.labels[record.label];
}

/// What messages call a record: "Fe2O3 (gap_expt, line 14)".
std::string name_of(const Plan& plan, const TargetRecord& record) {
    const auto material = plan.dataset.row_materials[static_cast<std::size_t>(record.row)];
    const auto& label = label_of(plan, record);
    return fmt::format("{} ({}, line {})", plan.dataset.materials.name(material), label.name,
                       label.lines[static_cast<std::size_t>(record.record)]);
}

/// The group of every record. A record without one is an error: it could be neither trained on nor held out.
std::vector<std::uint64_t> keys_of_records(const Plan& plan) {
    std::vector<std::uint64_t> keys;
    std::vector<std::string> without;
    for (const auto& record : plan.records) {
        keys.push_back(group_key(plan, record));
        if (keys.back() == 0) {
            without.push_back(name_of(plan, record));
        }
    }
    if (!without.empty()) {
        const auto& key = plan.config.protocol.group_by.key;
        throw InputError(ErrorKind::data, key.where,
                         fmt::format("{} {} no \"{}\" to be grouped by, first {}",
                                     bytes::counted(without.size(), "record"),
                                     bytes::for_count(without.size(), "has", "have"), key.value,
                                     without.front()),
                         {"leave them out by the table's `where`, or group by \"composition\""});
    }
    return keys;
}

/// Groups in the order of their names.
std::vector<std::uint64_t> groups_by_name(const Plan& plan) {
    std::map<std::string, std::uint64_t> by_name;
    for (const auto& record : plan.records) {
        by_name.emplace(group_name(plan, record), group_key(plan, record));
    }
    std::vector<std::uint64_t> order;
    for (const auto& [name, key] : by_name) {
        order.push_back(key);
    }
    return order;
}

/// Of every record: its class, or the quintile of its number; records of different labels never share one.
std::vector<std::int64_t> strata_of_records(const Plan& plan) {
    constexpr int quintiles = 5;
    std::vector<std::int64_t> strata;
    std::int64_t first = 0;
    for (const std::size_t target : plan.targets) {
        const auto& label = plan.dataset.labels[target];
        std::vector<std::int64_t> own;
        if (label.kind == data::LabelKind::classes) {
            own.assign(label.values.begin(), label.values.end());
        } else {
            own = evaluation::quantile_bins(label.values, quintiles);
        }
        for (const std::int64_t stratum : own) {
            strata.push_back(first + stratum);
        }
        first += std::max<std::int64_t>(quintiles, static_cast<std::int64_t>(label.classes.size()));
    }
    return strata;
}

/// The names that the tables' split columns give the records.
std::vector<Split> predefined_splits(const Plan& plan, const std::vector<std::uint64_t>& keys) {
    const auto& where = plan.config.protocol.where;
    std::vector<std::string> names;
    for (const auto& record : plan.records) {
        const auto& label = label_of(plan, record);
        if (label.splits.empty()) {
            throw InputError(
                ErrorKind::config, where,
                fmt::format("[protocol] kind = \"predefined\", but the table of \"{}\" has no split column",
                            label.name),
                {"write split = \"COLUMN\" in its [[table]]: its cells are train and test, or the names of folds"});
        }
        const auto split = label.splits[static_cast<std::size_t>(record.record)];
        names.push_back(split < 0 ? std::string() : label.split_names[static_cast<std::size_t>(split)]);
    }
    const auto row_name = [&](std::int64_t record) {
        return name_of(plan, plan.records[static_cast<std::size_t>(record)]);
    };
    return evaluation::predefined(names, keys, row_name, where).splits;
}

/// Matbench's folds are of the lines of a file in their order.
std::vector<Split> matbench_splits(const Plan& plan) {
    const auto& where = plan.config.protocol.where;
    if (plan.targets.size() != 1) {
        throw InputError(ErrorKind::config, where,
                         fmt::format("[protocol] kind = \"matbench\" is for one target, "
                                     "but the strategies predict {}",
                                     plan.targets.size()));
    }
    const auto& label = plan.dataset.labels[plan.targets.front()];
    std::vector<std::size_t> order(label.lines.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return label.lines[a] < label.lines[b]; });
    std::vector<Split> splits;
    if (label.kind == data::LabelKind::classes) {
        std::vector<std::int64_t> classes;
        for (const std::size_t record : order) {
            classes.push_back(static_cast<std::int64_t>(label.values[record]));
        }
        splits = evaluation::stratified_matbench_folds(classes, where);
    } else {
        splits = evaluation::matbench_folds(order.size(), where);
    }
    for (auto& split : splits) {
        for (auto* side : {&split.training, &split.test}) {
            for (auto& place : *side) {
                place = static_cast<std::int64_t>(order[static_cast<std::size_t>(place)]);
            }
            std::sort(side->begin(), side->end());
        }
    }
    return splits;
}

/// The training records of one label in a split.
std::vector<std::int64_t> training_of(const Plan& plan, const Split& split, std::size_t label) {
    std::vector<std::int64_t> records;
    for (const std::int64_t index : split.training) {
        const auto& record = plan.records[static_cast<std::size_t>(index)];
        if (record.label == label) {
            records.push_back(record.record);
        }
    }
    return records;
}

/// What a split lacks for a target; empty: nothing.
std::string lack_of(const Plan& plan, const Split& split, std::size_t target) {
    const auto& label = plan.dataset.labels[target];
    const auto records = training_of(plan, split, target);
    if (records.size() < 2) {
        return fmt::format("has {} of \"{}\"; at least 2 are needed",
                           bytes::counted(records.size(), "training record"), label.name);
    }
    if (label.kind == data::LabelKind::classes) {
        std::set<double> classes;
        for (const std::int64_t record : records) {
            classes.insert(label.values[static_cast<std::size_t>(record)]);
        }
        if (classes.size() < 2) {
            return fmt::format("has only the class \"{}\" of \"{}\" among its training records",
                               label.classes[static_cast<std::size_t>(*classes.begin())], label.name);
        }
    }
    return {};
}

/// A source that a split holds out whole leaves nothing to transfer from. One such split is named a source.
void check_sources(const Plan& plan, Diagnostics& diagnostics) {
    std::set<std::pair<std::size_t, std::size_t>> told;
    for (const auto& split : plan.splits) {
        for (std::size_t i = 0; i < plan.strategies.size(); ++i) {
            const auto& strategy = plan.strategies[i];
            const HeldOut held_out(plan, strategy.hold_out_sources, split.rows);
            for (std::size_t k = 0; k < strategy.sources.size(); ++k) {
                const auto& source = plan.dataset.labels[strategy.sources[k]];
                if (!std::all_of(source.rows.begin(), source.rows.end(), held_out) ||
                    !told.emplace(i, k).second) {
                    continue;
                }
                diagnostics.error(
                    ErrorKind::data, plan.config.strategies[i].sources[k].where,
                    fmt::format("repeat {}, fold {} holds out {} of the source \"{}\" of \"{}\"",
                                split.rows.repeat, split.rows.fold,
                                source.rows.size() == 1 ? std::string("the only row")
                                                        : fmt::format("all {} rows", source.rows.size()),
                                source.name, strategy.name),
                    {"group by something smaller, or keep them by hold_out_sources = \"out_of_bag\" or false"});
            }
        }
    }
}

/// What the protocol can still do about splits that lack something.
std::string advice(const ProtocolChoice& protocol) {
    using K = ProtocolKind;
    const bool counted =
        protocol.kind == K::k_fold || protocol.kind == K::nested || protocol.kind == K::holdout;
    const bool can_stratify = protocol.kind == K::k_fold || protocol.kind == K::holdout;
    const bool has_shares = std::any_of(protocol.learning_curve.begin(), protocol.learning_curve.end(),
                                        [](double share) { return share < 1; });
    std::vector<std::string> ways{counted ? "take fewer or other folds" : "take another protocol"};
    if (has_shares) {
        ways.emplace_back("take a larger share of the learning curve");
    }
    if (can_stratify && !protocol.stratify) {
        ways.emplace_back("write stratify = true");
    } else {
        ways.emplace_back("leave out by the table's `where` what only a few materials have");
    }
    return fmt::format("{}, or {}", fmt::join(ways.begin(), ways.end() - 1, ", "), ways.back());
}

} // namespace

std::vector<TargetRecord> target_records(const data::Dataset& dataset,
                                         const std::vector<std::size_t>& targets) {
    std::vector<TargetRecord> records;
    for (const std::size_t target : targets) {
        const auto& label = dataset.labels[target];
        for (std::size_t i = 0; i < label.rows.size(); ++i) {
            records.push_back({target, static_cast<std::int64_t>(i), label.rows[i]});
        }
    }
    return records;
}

std::vector<Split> full_splits(const Plan& plan) {
    const ProtocolChoice& protocol = plan.config.protocol;
    const Stream study = study_stream(plan.config);
    const auto keys = keys_of_records(plan);
    const evaluation::KFoldOptions folds{protocol.folds, protocol.repeats};
    const evaluation::HoldoutOptions holdout{protocol.test_fraction, protocol.repeats};
    switch (protocol.kind) {
    case ProtocolKind::k_fold:
        return protocol.stratify ? evaluation::stratified_k_fold(keys, strata_of_records(plan), folds, study,
                                                                 protocol.where)
                                 : evaluation::k_fold(keys, folds, study, protocol.where);
    case ProtocolKind::nested:
        return evaluation::k_fold(keys, folds, study, protocol.where);
    case ProtocolKind::holdout:
        return protocol.stratify ? evaluation::stratified_holdout(keys, strata_of_records(plan), holdout,
                                                                  study, protocol.where)
                                 : evaluation::holdout(keys, holdout, study, protocol.where);
    case ProtocolKind::predefined:
        return predefined_splits(plan, keys);
    case ProtocolKind::leave_one_group_out:
    case ProtocolKind::leave_one_cluster_out:
        return evaluation::leave_one_group_out(keys, groups_by_name(plan), protocol.where);
    case ProtocolKind::from_file:
        return splits_from_file(plan);
    case ProtocolKind::matbench:
        return matbench_splits(plan);
    }
    return {};
}

double test_to_training(const std::vector<Split>& full) {
    int folds = 0;
    double ratios = 0;
    for (const auto& split : full) {
        folds = std::max(folds, split.fold + 1);
        ratios += static_cast<double>(split.test.size()) / static_cast<double>(split.training.size());
    }
    return folds > 1 ? 1.0 / (folds - 1) : ratios / static_cast<double>(full.size());
}

std::vector<PlannedSplit> planned_splits(const Plan& plan, const std::vector<Split>& full) {
    const ProtocolChoice& protocol = plan.config.protocol;
    const Stream study = study_stream(plan.config);
    const auto keys = keys_of_records(plan);
    std::vector<PlannedSplit> splits;
    for (const auto& split : full) {
        if (protocol.kind == ProtocolKind::nested) {
            for (auto& inner :
                 evaluation::inner_folds(split, keys, {protocol.inner_folds, 1}, study, protocol.where)) {
                const int number = inner.fold;
                inner.repeat = split.repeat;
                inner.fold = split.fold;
                splits.push_back({std::move(inner), number, 0}); // the nested protocol has one size
            }
        }
        for (std::size_t size = 0; size < protocol.learning_curve.size(); ++size) {
            splits.push_back({evaluation::training_subset(split, keys, protocol.learning_curve[size], study,
                                                          protocol.where),
                              -1, size});
        }
    }
    return splits;
}

std::size_t training_groups(const PlannedSplit& split, const std::vector<std::uint64_t>& keys) {
    std::set<std::uint64_t> groups;
    for (const auto record : split.rows.training) {
        groups.insert(keys[static_cast<std::size_t>(record)]);
    }
    return groups.size();
}

/// A share that holds no more than one group would be raised to two, and be another share than is written.
void check_shares(const Plan& plan, Diagnostics& diagnostics) {
    const auto& curve = plan.config.protocol.learning_curve; // which rises
    if (curve.front() == 1) {
        return;
    }
    const auto keys = keys_of_records(plan);
    const PlannedSplit* smallest = nullptr;
    double fewest = std::numeric_limits<double>::infinity();
    for (const auto& split : plan.splits) {
        if (split.inner < 0 && split.size + 1 == curve.size()) {
            const double groups = static_cast<double>(training_groups(split, keys)) / curve.back();
            smallest = groups < fewest ? &split : smallest;
            fewest = std::min(fewest, groups);
        }
    }
    if (smallest != nullptr && curve.front() * fewest < 1 + 1e-9) {
        diagnostics.error(
            ErrorKind::config, plan.config.protocol.where,
            fmt::format(
                "learning_curve has the share {:g}, which is at most one of the {:.0f} training groups "
                "of repeat {}, fold {}",
                curve.front(), fewest, smallest->rows.repeat, smallest->rows.fold),
            {fmt::format("a model is trained on two groups at least: write a share above {:.3g}",
                         1 / fewest)});
    }
}

void check_splits(const Plan& plan, Diagnostics& diagnostics) {
    check_shares(plan, diagnostics);
    constexpr int most = 5;
    int found = 0;
    for (const auto& split : plan.splits) {
        for (const std::size_t target : plan.targets) {
            const std::string lack = lack_of(plan, split.rows, target);
            if (lack.empty() || ++found > most) {
                continue;
            }
            diagnostics.error(
                ErrorKind::data, plan.config.protocol.where,
                fmt::format("repeat {}, fold {}{} {}", split.rows.repeat, split.rows.fold,
                            fraction_of(plan, split) < 1
                                ? fmt::format(", {:g} of the training groups,", fraction_of(plan, split))
                                : "",
                            lack),
                {advice(plan.config.protocol)});
        }
    }
    if (found > most) {
        diagnostics.error(ErrorKind::data, plan.config.protocol.where,
                          fmt::format("and {} more splits lack training records", found - most));
    }
    check_sources(plan, diagnostics);
}

} // namespace sinter::study
