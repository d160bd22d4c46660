// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/study_record_json.hpp"

#include <sinter/unknown.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace sinter::study {

// In this namespace, where the library looks for them.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DerivedSummary, name, unit, expression, law, labels, classes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LabelSummary, name, unit, context, classes, rows, materials,
                                   repeated_materials, repeats_policy, file, lines)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OverlapSummary, first, second, materials)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StrategySummary, name, plugin, targets, sources, baseline, primary,
                                   placebo, transductive, reads_candidates, options)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PlannedFolds, target, size, folds)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Notice, text, count, detail)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LeftOutRow, file, line, reason, cell)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RecordedTrial, strategy, split, id)

namespace {

using RecordJson = nlohmann::json;

/// JSON has no NaN.
RecordJson json_of_real(double value) {
    return std::isfinite(value) ? RecordJson(value) : RecordJson(nullptr);
}

double real_of_json(const RecordJson& json) { return json.is_null() ? unknown : json.get<double>(); }

/// The records of a target that any split holds out, each once: their names are long, and their folds many.
struct HeldOutRecords {
    std::vector<RowPrediction> rows;
    std::map<std::int64_t, std::size_t> index_of; ///< by record

    std::size_t add(const RowPrediction& row) {
        const auto [place, is_new] = index_of.emplace(row.record, rows.size());
        if (is_new) {
            rows.push_back(row);
        }
        return place->second;
    }
};

using RecordTables = std::vector<HeldOutRecords>; ///< by target

RecordJson json_of_split(const RecordedSplit& split, RecordTables& tables) {
    RecordJson held_out = RecordJson::array();
    for (const auto& result : split.held_out) {
        std::vector<std::size_t> rows;
        for (const auto& row : result.predictions) {
            rows.push_back(tables[result.target].add(row));
        }
        held_out.push_back({{"target", result.target},
                            {"rows", rows},
                            {"training_rows", result.training_rows},
                            {"training_groups", result.training_groups},
                            {"training_mean", json_of_real(result.training_mean)}});
    }
    return {{"repeat", split.repeat},
            {"fold", split.fold},
            {"inner", split.inner},
            {"size", split.size},
            {"held_out", std::move(held_out)}};
}

RecordJson json_of_table(const HeldOutRecords& table) {
    RecordJson json{{"row", RecordJson::array()},
                    {"record", RecordJson::array()},
                    {"material", RecordJson::array()},
                    {"group", RecordJson::array()},
                    {"label", RecordJson::array()}};
    for (const auto& row : table.rows) {
        json["row"].push_back(row.row);
        json["record"].push_back(row.record);
        json["material"].push_back(row.material);
        json["group"].push_back(row.group);
        json["label"].push_back(row.label);
    }
    return json;
}

std::vector<RowPrediction> rows_of_table(const RecordJson& json) {
    std::vector<RowPrediction> rows;
    for (std::size_t i = 0; i < json.at("row").size(); ++i) {
        RowPrediction row;
        row.row = json.at("row").at(i).get<std::int64_t>();
        row.record = json.at("record").at(i).get<std::int64_t>();
        row.material = json.at("material").at(i).get<std::string>();
        row.group = json.at("group").at(i).get<std::string>();
        row.label = json.at("label").at(i).get<double>();
        rows.push_back(std::move(row));
    }
    return rows;
}

RecordedSplit split_of_json(const RecordJson& json, const std::vector<std::vector<RowPrediction>>& tables) {
    RecordedSplit split{json.at("repeat").get<int>(),
                        json.at("fold").get<int>(),
                        json.at("inner").get<int>(),
                        json.at("size").get<std::size_t>(),
                        {}};
    for (const auto& held_out : json.at("held_out")) {
        TrialResult result;
        result.target = held_out.at("target").get<std::size_t>();
        result.training_rows = held_out.at("training_rows").get<std::int64_t>();
        result.training_groups = held_out.at("training_groups").get<std::int64_t>();
        result.training_mean = real_of_json(held_out.at("training_mean"));
        for (const auto& row : held_out.at("rows")) {
            result.predictions.push_back(tables.at(result.target).at(row.get<std::size_t>()));
        }
        split.held_out.push_back(std::move(result));
    }
    return split;
}

RecordJson json_of_description(const StudyResults& results) {
    return {{"name", results.name},
            {"seed", results.seed},
            {"protocol", results.protocol},
            {"test_to_training", json_of_real(results.test_to_training)},
            {"targets", results.targets},
            {"fractions", results.fractions},
            {"derived", results.derived},
            {"labels", results.labels},
            {"overlaps", results.overlaps},
            {"contradictions", results.contradictions},
            {"strategies", results.strategies},
            {"planned_trials", results.planned_trials},
            {"planned_folds", results.planned_folds},
            {"left_out", results.left_out},
            {"left_out_rows", results.left_out_rows},
            {"notices", results.notices},
            {"versions", results.versions},
            {"config", results.config_text}};
}

StudyResults description_of_json(const RecordJson& json) {
    StudyResults results;
    json.at("name").get_to(results.name);
    json.at("seed").get_to(results.seed);
    json.at("protocol").get_to(results.protocol);
    results.test_to_training = real_of_json(json.at("test_to_training"));
    json.at("targets").get_to(results.targets);
    json.at("fractions").get_to(results.fractions);
    json.at("derived").get_to(results.derived);
    json.at("labels").get_to(results.labels);
    json.at("overlaps").get_to(results.overlaps);
    json.at("contradictions").get_to(results.contradictions);
    json.at("strategies").get_to(results.strategies);
    json.at("planned_trials").get_to(results.planned_trials);
    json.at("planned_folds").get_to(results.planned_folds);
    json.at("left_out").get_to(results.left_out);
    json.at("left_out_rows").get_to(results.left_out_rows);
    json.at("notices").get_to(results.notices);
    json.at("versions").get_to(results.versions);
    json.at("config").get_to(results.config_text);
    return results;
}

[[noreturn]] void refuse_record(const std::string& file) {
    throw diagnostics::InputError(
        diagnostics::ErrorKind::data, {file, 0, 0}, "it is not the record of a study that `sinter run` wrote",
        {"`sinter run` of the same config writes it again, and runs no finished trial twice"});
}

/// Whether a held-out record can be one of the target: the report looks up its class and its line.
bool fits(const RowPrediction& row, std::size_t classes, std::span<const std::uint32_t> lines) {
    const bool is_class = classes == 0 || (row.label >= 0 && row.label < static_cast<double>(classes) &&
                                           std::floor(row.label) == row.label);
    return is_class && row.record >= 0 &&
           (lines.empty() || static_cast<std::size_t>(row.record) < lines.size());
}

bool fits(const TrialResult& held_out, const StudyResults& description) {
    if (held_out.target >= description.targets.size()) {
        return false;
    }
    const auto& name = description.targets[held_out.target];
    const auto* derived = description.derived_of(name);
    const auto* label = description.label(name);
    if (derived == nullptr && label == nullptr) {
        return false;
    }
    const std::size_t classes = derived != nullptr ? derived->classes.size() : label->classes.size();
    const auto lines = derived != nullptr ? std::span<const std::uint32_t>() : std::span(label->lines);
    return std::all_of(held_out.predictions.begin(), held_out.predictions.end(),
                       [&](const auto& row) { return fits(row, classes, lines); });
}

bool are_distinct(std::vector<std::size_t> indices) {
    std::sort(indices.begin(), indices.end());
    return std::adjacent_find(indices.begin(), indices.end()) == indices.end();
}

bool is_consistent(const StudyResults& description) {
    const auto& sizes = description.fractions;
    const auto is_known = [&](const std::string& target) {
        return description.label(target) != nullptr || description.derived_of(target) != nullptr;
    };
    const auto is_target = [&](std::size_t target) { return target < description.targets.size(); };
    return !sizes.empty() && sizes.front() > 0 && sizes.back() <= 1 &&
           std::adjacent_find(sizes.begin(), sizes.end(), std::greater_equal<>()) == sizes.end() &&
           std::all_of(description.targets.begin(), description.targets.end(), is_known) &&
           std::all_of(description.derived.begin(), description.derived.end(),
                       [](const auto& derived) { return !derived.labels.empty(); }) &&
           std::all_of(description.strategies.begin(), description.strategies.end(),
                       [&](const auto& strategy) {
                           return are_distinct(strategy.targets) &&
                                  std::all_of(strategy.targets.begin(), strategy.targets.end(), is_target);
                       }) &&
           std::all_of(
               description.planned_folds.begin(), description.planned_folds.end(),
               [&](const auto& planned) { return is_target(planned.target) && planned.size < sizes.size(); });
}

bool is_consistent(const RecordedSplit& split, const StudyResults& description) {
    std::vector<std::size_t> targets;
    for (const auto& held_out : split.held_out) {
        if (!fits(held_out, description)) {
            return false;
        }
        targets.push_back(held_out.target);
    }
    return split.size < description.fractions.size() && split.inner >= -1 && are_distinct(targets);
}

/// What the rest of the program takes for granted of indices and names.
bool is_consistent(const StudyRecord& record) {
    const auto& description = record.description;
    std::set<std::tuple<int, int, int, std::size_t>> folds;
    const bool splits = std::all_of(record.splits.begin(), record.splits.end(), [&](const auto& split) {
        return is_consistent(split, description) &&
               folds.emplace(split.repeat, split.fold, split.inner, split.size).second;
    });
    const bool trials = std::all_of(record.trials.begin(), record.trials.end(), [&](const auto& trial) {
        return trial.strategy < description.strategies.size() && trial.split < record.splits.size();
    });
    return is_consistent(description) && splits && trials &&
           description.planned_trials == static_cast<std::int64_t>(record.trials.size());
}

} // namespace

std::string study_record_json(const StudyRecord& record) {
    RecordTables tables(record.description.targets.size());
    RecordJson splits = RecordJson::array();
    for (const auto& split : record.splits) {
        splits.push_back(json_of_split(split, tables));
    }
    RecordJson records = RecordJson::array();
    for (const auto& table : tables) {
        records.push_back(json_of_table(table));
    }
    const RecordJson json{{"study", json_of_description(record.description)},
                          {"records", std::move(records)},
                          {"splits", std::move(splits)},
                          {"trials", record.trials}};
    return json.dump(-1, ' ', false, RecordJson::error_handler_t::replace) + "\n";
}

StudyRecord read_study_record(std::string_view text, const std::string& file) {
    try {
        const auto json = RecordJson::parse(text);
        std::vector<std::vector<RowPrediction>> tables;
        for (const auto& table : json.at("records")) {
            tables.push_back(rows_of_table(table));
        }
        StudyRecord record{description_of_json(json.at("study")), {}, {}};
        for (const auto& split : json.at("splits")) {
            record.splits.push_back(split_of_json(split, tables));
        }
        json.at("trials").get_to(record.trials);
        if (!is_consistent(record)) {
            refuse_record(file);
        }
        return record;
    } catch (const RecordJson::exception&) {
        refuse_record(file);
    } catch (const std::out_of_range&) {
        refuse_record(file);
    }
}

} // namespace sinter::study
