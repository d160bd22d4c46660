// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/journal_line.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/sha256.hpp"
#include "framework/evaluation/metrics/classification_metrics.hpp"
#include "framework/study/plan/derived_rows.hpp"
#include "framework/study/run/journal.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace sinter::study {
namespace {

using Json = nlohmann::ordered_json;
using diagnostics::ErrorKind;
using diagnostics::InputError;

constexpr std::string_view digest_field = ",\"digest\":\"";
constexpr std::string_view digest_end = "\"}";
constexpr std::size_t digest_digits = 32;

std::string digest_of(std::string_view text) { return bytes::sha256(text).substr(0, digest_digits); }

/// JSON has no NaN; a finite number is written with the digits that read back to the same one.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

double number_of(const Json& json) {
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

Json joint_json(const JointLawResult& joint) {
    Json correlations = Json::array();
    for (const double correlation : joint.correlations) {
        correlations.push_back(number(correlation));
    }
    Json json{
        {"law", joint.law}, {"degrees", number(joint.degrees)}, {"correlations", std::move(correlations)}};
    for (const auto& prediction : joint.independent) {
        if (prediction.shares.empty()) {
            json["mean"].push_back(number(prediction.mean));
            json["sigma_obs"].push_back(number(prediction.sigma_obs));
        } else {
            json["shares"].push_back(prediction.shares);
        }
    }
    return json;
}

Json result_json(const TrialResult& result, const std::string& target) {
    Json mean = Json::array();
    Json sigma_mean = Json::array();
    Json sigma_obs = Json::array();
    Json records = Json::array();
    Json shares = Json::array();
    for (const auto& row : result.predictions) {
        records.push_back(row.record);
        if (row.shares.empty()) {
            mean.push_back(number(row.mean));
            sigma_mean.push_back(number(row.sigma_mean));
            sigma_obs.push_back(number(row.sigma_obs));
        } else {
            shares.push_back(row.shares);
        }
    }
    Json json{{"target", target}, {"records", std::move(records)}};
    if (!shares.empty()) {
        json["shares"] = std::move(shares);
    } else {
        json["mean"] = std::move(mean);
        json["sigma_mean"] = std::move(sigma_mean);
        json["sigma_obs"] = std::move(sigma_obs);
    }
    if (!result.joint.law.empty()) {
        json["joint"] = joint_json(result.joint);
    }
    return json;
}

[[noreturn]] void refuse(const std::string& what) { throw InputError(ErrorKind::data, {}, what); }

void set_shares(const Json& shares, std::size_t classes, RowPrediction& row) {
    row.shares = shares.get<std::vector<double>>();
    if (row.shares.size() != classes) {
        refuse(fmt::format("{} for {}", bytes::counted(row.shares.size(), "probability", "probabilities"),
                           bytes::counted(classes, "class", "classes")));
    }
    row.mean = static_cast<double>(evaluation::most_likely_class(row.shares));
    row.sigma_mean = row.sigma_obs = std::numeric_limits<double>::quiet_NaN();
}

void require_length(const Json& list, std::size_t length, const char* name) {
    if (!list.is_array() || list.size() != length) {
        refuse(fmt::format("`{}` is not a list of {}", name, bytes::counted(length, "entry", "entries")));
    }
}

IndependentPrediction independent_of(const Json& json, std::size_t i, std::size_t classes) {
    if (classes == 0) {
        return {number_of(json.at("mean")[i]), number_of(json.at("sigma_obs")[i]), {}};
    }
    RowPrediction row;
    set_shares(json.at("shares")[i], classes, row);
    return {row.mean, row.sigma_obs, std::move(row.shares)};
}

void read_joint(const Json& json, const TargetShape& shape, std::size_t rows, JointLawResult& joint) {
    joint.law = json.at("law").get<std::string>();
    const Json& degrees = json.at("degrees");
    joint.degrees = degrees.is_null() ? std::numeric_limits<double>::infinity() : degrees.get<double>();
    require_length(json.at("correlations"), shape.labels * (shape.labels - 1) / 2, "correlations");
    for (const auto& correlation : json.at("correlations")) {
        joint.correlations.push_back(number_of(correlation));
    }
    if (shape.classes == 0) {
        require_length(json.at("mean"), rows, "mean");
        require_length(json.at("sigma_obs"), rows, "sigma_obs");
    } else {
        require_length(json.at("shares"), rows, "shares");
    }
    for (std::size_t i = 0; i < rows; ++i) {
        joint.independent.push_back(independent_of(json, i, shape.classes));
    }
}

/// Fills in what the line tells; `result` holds the records that the trial has.
void read_result(const Json& json, const TargetShape& shape, TrialResult& result) {
    auto& rows = result.predictions;
    if (json.at("target").get<std::string>() != shape.name) {
        refuse(fmt::format("the target is not \"{}\"", shape.name));
    }
    const bool classes = shape.classes > 0;
    require_length(json.at("records"), rows.size(), "records");
    for (const char* name : {"mean", "sigma_mean", "sigma_obs"}) {
        if (!classes) {
            require_length(json.at(name), rows.size(), name);
        }
    }
    if (classes) {
        require_length(json.at("shares"), rows.size(), "shares");
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (json.at("records")[i].get<std::int64_t>() != rows[i].record) {
            refuse("its records are not those that the trial holds out");
        }
        if (classes) {
            set_shares(json.at("shares")[i], shape.classes, rows[i]);
            continue;
        }
        rows[i].mean = number_of(json.at("mean")[i]);
        rows[i].sigma_mean = number_of(json.at("sigma_mean")[i]);
        rows[i].sigma_obs = number_of(json.at("sigma_obs")[i]);
        if (std::isnan(rows[i].mean)) {
            refuse(fmt::format("there is no prediction for {}", rows[i].material));
        }
    }
    if (shape.labels > 0) {
        read_joint(json.at("joint"), shape, rows.size(), result.joint);
    }
}

} // namespace

std::string journal_line(const Plan& plan, const Trial& trial, const TrialOutcome& outcome) {
    const auto& split = plan.splits[trial.split];
    Json json{{"trial", trial.id},
              {"strategy", plan.strategies[trial.strategy].name},
              {"repeat", split.rows.repeat},
              {"fold", split.rows.fold}};
    if (split.inner >= 0) {
        json["inner"] = split.inner;
    }
    json["fraction"] = fraction_of(plan, split);
    json["seconds"] = number(outcome.seconds);
    if (!outcome.error.empty()) {
        json["error"] = outcome.error;
    } else {
        json["results"] = Json::array();
        for (const auto& result : outcome.results) {
            json["results"].push_back(result_json(result, target_name(plan, result.target)));
        }
    }
    for (const auto& notice : outcome.notices) {
        json[notice.detail ? "details" : "notices"].push_back({notice.text, notice.count});
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string line_with_digest(std::string_view line) {
    const auto open = line.substr(0, line.size() - 1); // without the brace
    return fmt::format("{}{}{}{}", open, digest_field, digest_of(open), digest_end);
}

std::optional<std::string> line_without_digest(std::string_view line, std::string& problem) {
    constexpr std::size_t tail = digest_field.size() + digest_digits + digest_end.size();
    if (line.size() < tail || line.substr(line.size() - tail, digest_field.size()) != digest_field ||
        !line.ends_with(digest_end)) {
        problem = "has no digest at its end";
        return std::nullopt;
    }
    const auto open = line.substr(0, line.size() - tail);
    if (line.substr(line.size() - tail + digest_field.size(), digest_digits) != digest_of(open)) {
        problem = "was changed since it was written: its digest is not that of its text";
        return std::nullopt;
    }
    return std::string(open) + "}";
}

TrialOutcome outcome_of(std::string_view line, std::vector<TrialResult> empty, const ShapeOf& shape_of) {
    try {
        const Json json = Json::parse(line);
        TrialOutcome outcome;
        outcome.seconds = number_of(json.at("seconds"));
        for (const char* kind : {"notices", "details"}) {
            for (const auto& notice : json.value(kind, Json::array())) {
                outcome.notices.push_back({notice.at(0).get<std::string>(), notice.at(1).get<std::int64_t>(),
                                           std::string_view(kind) == "details"});
            }
        }
        if (json.contains("error")) {
            outcome.error = json.at("error").get<std::string>();
            return outcome;
        }
        outcome.results = std::move(empty);
        require_length(json.at("results"), outcome.results.size(), "results");
        for (std::size_t i = 0; i < outcome.results.size(); ++i) {
            outcome.results[i].seconds = outcome.seconds;
            read_result(json.at("results")[i], shape_of(outcome.results[i].target), outcome.results[i]);
        }
        return outcome;
    } catch (const Json::exception&) {
        refuse("it is not a trial's line: a key is missing or of another type");
    }
}

TrialOutcome outcome_of(const Plan& plan, const Trial& trial, std::string_view line) {
    return outcome_of(line, empty_results(plan, trial), [&](std::size_t target) -> TargetShape {
        if (const auto* derived = derived_target(plan, target)) {
            return {derived->name, derived->classes.size(), derived->labels.size()};
        }
        const auto& label = plan.dataset.labels[plan.targets[target]];
        return {label.name, label.classes.size(), 0};
    });
}

} // namespace sinter::study
