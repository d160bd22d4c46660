// SPDX-License-Identifier: Apache-2.0
//
// A study of 24 made-up oxides and sulfides that runs in milliseconds, planned in process.
#pragma once

#include "framework/plugin/files/search_folders.hpp"
#include "framework/plugin/loading/catalogue.hpp"
#include "framework/study/config/read_config.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/threads/workers.hpp"
#include "tests/support/temporary_folder.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sinter::tests {

inline std::string small_table() {
    constexpr std::array metals{"Li", "Na", "K", "Mg", "Ca", "Sr", "Al", "Ga", "Y", "Ti", "Zr", "Sn"};
    std::string csv = "formula,gap,gap_dft,kind,metal,part\n";
    int row = 0;
    for (const std::string anion : {"O", "S"}) {
        for (std::size_t m = 0; m < metals.size(); ++m, ++row) {
            const double dft = 1.0 + 0.37 * ((row * 7) % 11) + (anion == "O" ? 1.5 : 0.0);
            const double gap = 1.3 * dft + 0.1 * ((row * 5) % 7);
            const std::string measured = row % 4 == 3 ? "" : std::to_string(gap);
            csv += std::string(metals[m]) + "2" + anion + "3," + measured + "," + std::to_string(dft) + "," +
                   (gap > 4 ? "wide" : "narrow") + "," + metals[m] + "," + (row % 3 == 0 ? "test" : "train") +
                   "\n";
        }
    }
    return csv;
}

/// The head of a config over the small table.
inline std::string small_head(const std::string& name, int seed) {
    return "[study]\nname = \"" + name + "\"\nseed = " + std::to_string(seed) + R"(
[[table]]
file = "small.csv"
material = { formula = "formula" }
split = "part"
inputs.metal = { column = "metal", kind = "category" }
labels.gap = { column = "gap", unit = "eV" }
labels.gap_dft = { column = "gap_dft", unit = "eV" }
labels.kind = { column = "kind", kind = "classes" }
)";
}

/// Replace PROTOCOL by the lines of a [protocol].
inline std::string small_config() {
    return small_head("small", 5) + R"([[featurizer]]
plugin = "element_fraction"
[learner.line]
plugin = "ridge"
[[strategy]]
plugin = "single_task"
target = "gap"
learner = "line"
[[strategy]]
plugin = "difference"
target = "gap"
sources = ["gap_dft"]
learner = "line"
[protocol]
PROTOCOL
)";
}

class SmallStudy {
public:
    explicit SmallStudy(const std::string& protocol = "kind = \"k_fold\"\nfolds = 3",
                        std::string config = small_config())
        : workers_(threads::make_workers(1)) {
        config.replace(config.find("PROTOCOL"), 8, protocol);
        folder_.write("small.csv", small_table());
        file_ = folder_.write("study.toml", config);
    }

    /// The plan, or none with what was said in `messages`.
    [[nodiscard]] std::optional<study::Plan> plan(std::string& messages,
                                                  const std::vector<std::string>& overrides = {}) const {
        diagnostics::Diagnostics diagnostics;
        plugin::Catalogue catalogue(plugin::search_folders({SINTER_PLUGIN_DIR}, diagnostics));
        std::optional<study::Plan> plan;
        try {
            auto config = study::read_config(file_, overrides, study::ConfigUse::study, diagnostics);
            plan = study::make_plan(std::move(config), catalogue, *workers_, diagnostics);
        } catch (const diagnostics::InputError& error) {
            messages += error.what();
        }
        for (const auto& d : diagnostics.sorted()) {
            messages += diagnostics::format(d) + "\n";
        }
        return plan;
    }
    [[nodiscard]] study::Plan plan(const std::vector<std::string>& overrides = {}) const {
        std::string messages;
        auto plan = this->plan(messages, overrides);
        if (!plan) {
            throw std::runtime_error(messages);
        }
        return std::move(*plan);
    }
    /// Another config over the same data.
    void write(const std::string& config) const { folder_.write("study.toml", config); }
    /// Other data under the same config.
    void write_table(const std::string& csv) const { folder_.write("small.csv", csv); }
    [[nodiscard]] threads::Workers& workers() const { return *workers_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
    std::filesystem::path file_;
    std::unique_ptr<threads::Workers> workers_;
};

} // namespace sinter::tests
