// SPDX-License-Identifier: Apache-2.0
#include "framework/report/compare/run_comparison.hpp"

#include "framework/report/text/number_format.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <cmath>
#include <optional>
#include <utility>

namespace sinter::report {

std::vector<RunComparisonRow> compare_runs(const std::vector<RunPredictions>& runs) {
    std::vector<RunComparisonRow> rows;
    for (const Place& place : places_of(runs.front())) {
        for (const auto& strategy : runs.front().order) {
            const Folds& first = runs.front().units.at(strategy);
            for (std::size_t run = 0; run < runs.size(); ++run) {
                const auto found = runs[run].units.find(strategy);
                if (found == runs[run].units.end()) {
                    continue;
                }
                RunComparisonRow row{place, strategy, run, pair_folds(first, found->second, place)};
                if (row.paired.folds == 0 && row.paired.other_folds == 0) {
                    continue;
                }
                if (run == 0) {
                    row.paired.ratio = {};
                }
                rows.push_back(std::move(row));
            }
        }
    }
    return rows;
}

std::string run_comparison_text(const std::vector<RunPredictions>& runs,
                                const std::vector<RunComparisonRow>& rows) {
    std::string text;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        text += fmt::format("run {}  {}\n", run + 1, printable(runs[run].name));
    }
    std::optional<TextTable> table;
    std::string part;
    const auto flush = [&] {
        if (table) {
            text += "\n" + part + "\n" + table->str(0);
        }
    };
    for (const auto& row : rows) {
        auto title =
            fmt::format("{}, share {} of the training groups: mean loss (absolute error, or wrong class)",
                        printable(row.place.target), row.place.fraction);
        if (title != part) {
            flush();
            part = std::move(title);
            table.emplace(std::vector<std::string>{"strategy", "run", "loss", "folds", "ratio to run 1"});
        }
        const PairedFolds& paired = row.paired;
        table->add({printable(row.strategy), fmt::format("{}", row.run + 1), short_number(paired.mean_loss),
                    folds_in_words(paired),
                    std::isnan(paired.ratio.ratio) ? "-" : ratio_in_words(paired.ratio)});
    }
    flush();
    return text;
}

} // namespace sinter::report
