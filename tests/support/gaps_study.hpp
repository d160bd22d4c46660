// SPDX-License-Identifier: Apache-2.0
//
// A study of six made-up gaps, for tests that run the program on it and on what an edit makes of it.
#pragma once

#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <string>

namespace sinter::tests {

inline const std::string gaps_table =
    "formula,Eg (eV),gap\nGaAs,1.4,0.2\nSi,1.1,0.6\nGe,0.7,0.0\nZnO,3.3,0.8\nCdTe,1.5,0.6\nInP,1.3,0.5\n";

inline const std::string gaps_config = R"toml([study]
name = "small"

[[table]]
file = "gaps.csv"
material = { formula = "formula" }
labels.gap_expt = { column = "Eg (eV)", unit = "eV" }
labels.gap_pbe = { column = "gap", unit = "eV" }

[[featurizer]]
plugin = "element_fraction"

[learner.line]
plugin = "ridge"

[[strategy]]
plugin = "single_task"
target = "gap_expt"
learner = "line"

[[strategy]]
plugin = "difference"
target = "gap_expt"
sources = ["gap_pbe"]
learner = "line"

[protocol]
kind = "k_fold"
folds = 3
)toml";

/// Config and table in a folder of the test's own.
class GapsStudy {
public:
    explicit GapsStudy(const std::string& config = gaps_config, const std::string& csv = gaps_table) {
        folder_.write("gaps.csv", csv);
        folder_.write("study.toml", config);
    }
    /// `sinter VERB study.toml MORE`
    [[nodiscard]] Outcome run(const std::string& verb, const std::string& more = {}) const {
        return run_program(verb + " '" + (folder_.path() / "study.toml").string() + "' " + more);
    }
    [[nodiscard]] Outcome check(const std::string& more = {}) const { return run("check", more); }
    /// Of further files.
    [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
};

/// `sinter check` after one edit of the config.
inline Outcome check_edited(const std::string& from, const std::string& to) {
    return GapsStudy(edited(gaps_config, from, to)).check();
}

} // namespace sinter::tests
