// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/splits_file.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/diagnostics/system_error.hpp"
#include "framework/study/config/protocol_words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace sinter::study {
namespace {

using Json = nlohmann::ordered_json;
using diagnostics::ErrorKind;
using diagnostics::InputError;

Json record_json(const Plan& plan, const TargetRecord& record) {
    const auto& label = plan.dataset.labels[record.label];
    const auto row = static_cast<std::size_t>(record.row);
    return {{"label", label.name},
            {"row", record.row},
            {"line", label.lines[static_cast<std::size_t>(record.record)]},
            {"material", plan.dataset.materials.shown(plan.dataset.row_materials[row])},
            {"group", group_name(plan, record)}};
}

[[noreturn]] void refuse(const Plan& plan, const std::string& what, std::vector<std::string> hints = {}) {
    const auto& file = plan.config.protocol.file;
    throw InputError(ErrorKind::data, file.where, fmt::format("{}: {}", file.value, what), std::move(hints));
}

Json parsed_file(const Plan& plan) {
    const auto& file = plan.config.protocol.file;
    const auto text = bytes::read_regular_file(file.value);
    if (!text.problem.empty()) {
        throw InputError(diagnostics::kind_of(text.error, ErrorKind::data), file.where,
                         fmt::format("{}: the file {}", file.value, text.problem),
                         {"expected the splits.json of a run folder"});
    }
    try {
        return Json::parse(text.bytes);
    } catch (const Json::parse_error& error) {
        refuse(plan, fmt::format("not JSON: byte {} is not what was expected there", error.byte));
    } catch (const Json::out_of_range&) {
        refuse(plan, "it holds a number that is too large");
    }
}

/// The records must be those of this study: indices mean nothing otherwise.
void require_same_records(const Plan& plan, const Json& file) {
    const auto& records = file.at("records");
    for (std::size_t i = 0; i < std::min(records.size(), plan.records.size()); ++i) {
        const Json own = record_json(plan, plan.records[i]);
        for (const char* key : {"label", "material", "line"}) {
            if (records[i].at(key) != own.at(key)) {
                refuse(plan,
                       fmt::format("record {} is {} there and {} in this study: the {} differs", i,
                                   records[i].dump(), own.dump(), key),
                       {"splits can be used again with the same tables and targets"});
            }
        }
    }
    if (records.size() != plan.records.size()) {
        refuse(plan, fmt::format("it has {}, this study has {}", bytes::counted(records.size(), "record"),
                                 plan.records.size()));
    }
}

/// Ascending, in range and without repeats.
std::vector<std::int64_t> rows_of(const Plan& plan, const Json& list) {
    auto rows = list.get<std::vector<std::int64_t>>();
    const bool ascending = std::adjacent_find(rows.begin(), rows.end(), std::greater_equal<>()) == rows.end();
    if (!ascending || (!rows.empty() &&
                       (rows.front() < 0 || rows.back() >= static_cast<std::int64_t>(plan.records.size())))) {
        refuse(plan, "a list of records is not ascending, or names records that are not there");
    }
    return rows;
}

evaluation::Split split_of(const Plan& plan, const Json& entry) {
    evaluation::Split split{entry.at("repeat").get<int>(), entry.at("fold").get<int>(),
                            rows_of(plan, entry.at("training")), rows_of(plan, entry.at("test"))};
    std::vector<std::int64_t> both;
    std::set_intersection(split.training.begin(), split.training.end(), split.test.begin(), split.test.end(),
                          std::back_inserter(both));
    if (!both.empty()) {
        refuse(plan, fmt::format("repeat {}, fold {} both trains on and holds out record {}", split.repeat,
                                 split.fold, both.front()));
    }
    if (split.repeat < 0 || split.fold < 0 || split.test.empty()) {
        refuse(plan,
               fmt::format("repeat {}, fold {} is not a split with test records", split.repeat, split.fold));
    }
    return split;
}

} // namespace

std::string splits_json(const Plan& plan) {
    Json file;
    for (const std::size_t target : plan.targets) {
        file["targets"].push_back(plan.dataset.labels[target].name);
    }
    file["protocol"] = describe(plan.config.protocol);
    file["records"] = Json::array();
    for (const auto& record : plan.records) {
        file["records"].push_back(record_json(plan, record));
    }
    for (const auto& split : plan.splits) {
        Json entry{{"repeat", split.rows.repeat}, {"fold", split.rows.fold}};
        if (split.inner >= 0) {
            entry["inner"] = split.inner;
        }
        entry["fraction"] = fraction_of(plan, split);
        entry["training"] = split.rows.training;
        entry["test"] = split.rows.test;
        file["splits"].push_back(std::move(entry));
    }
    return file.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<evaluation::Split> splits_from_file(const Plan& plan) {
    const Json file = parsed_file(plan);
    std::vector<evaluation::Split> splits;
    std::set<std::pair<int, int>> seen;
    try {
        require_same_records(plan, file);
        for (const auto& entry : file.at("splits")) {
            if (entry.contains("inner") || entry.at("fraction").get<double>() != 1.0) {
                continue;
            }
            splits.push_back(split_of(plan, entry));
            if (!seen.emplace(splits.back().repeat, splits.back().fold).second) {
                refuse(plan, fmt::format("repeat {}, fold {} stands twice", splits.back().repeat,
                                         splits.back().fold));
            }
        }
    } catch (const Json::exception&) {
        refuse(plan, "it is not the splits.json of a run folder",
               {"expected {\"records\": [...], \"splits\": [{\"repeat\", \"fold\", \"fraction\", "
                "\"training\", \"test\"}]}"});
    }
    if (splits.empty()) {
        refuse(plan, "it holds no full split");
    }
    return splits;
}

} // namespace sinter::study
