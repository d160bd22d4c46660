// SPDX-License-Identifier: Apache-2.0
//
// A config with every strategy under every source policy, for tests that must hold for all of them.
#pragma once

#include "tests/unit/study/small_study.hpp"

#include <string>

namespace sinter::tests {

/// With PROTOCOL and LEARNER to be replaced. Strategies that can predict several targets or classes do so once.
inline std::string every_strategy_config() {
    std::string config = small_head("every", 11) + R"([[featurizer]]
plugin = "stoichiometry"
[[featurizer]]
plugin = "element_fraction"
[learner.one]
LEARNER
)";
    int number = 0;
    const auto add = [&](const std::string& plugin, const std::string& lines) {
        config += "[[strategy]]\nplugin = \"" + plugin + "\"\nname = \"" + plugin + std::to_string(++number) +
                  "\"\nlearner = \"one\"\n" + lines + "\n";
    };
    const std::string gap = "target = \"gap\"";
    const std::string from_dft = gap + "\nsources = [\"gap_dft\"]";
    add("single_task", gap);
    add("single_task", "target = \"kind\"");
    add("single_task", "targets = [\"gap\", \"kind\"]");
    for (const std::string hold : {"true", "false", "\"out_of_bag\""}) {
        const std::string held = from_dft + "\nhold_out_sources = " + hold;
        add("multi_task", held);
        add("union", held);
        add("union", held + "\ncontext_feature = false");
        add("source_only", held);
        for (const std::string policy : {"out_of_bag", "in_sample", "measured"}) {
            const std::string in_training = held + "\nsource_in_training = \"" + policy + "\"";
            add("difference", in_training);
            add("latent_variable", in_training);
            add("latent_variable", in_training + "\nsource_at_prediction = \"measured_if_known\"");
        }
    }
    const auto add_as = [&](const std::string& plugin, const std::string& name, const std::string& lines) {
        config += "[[strategy]]\nplugin = \"" + plugin + "\"\nname = \"" + name + "\"\n" + lines + "\n";
    };
    for (const std::string hold : {"true", "false", "\"out_of_bag\""}) {
        const std::string held = from_dft + "\nhold_out_sources = " + hold;
        const std::string learner = "\nlearner = \"one\"";
        const std::string name = hold.substr(hold.find_first_of("tfo"), 4);
        add_as("difference", "with_" + name, held + learner);
        add_as("single_task", "without_" + name, gap + learner);
        for (const std::string rule : {"best", "average"}) {
            add_as("choose", rule + "_" + name,
                   held + "\ninner_folds = 2\nguard = 0\nrule = \"" + rule + "\"\ncandidates = [\"without_" +
                       name + "\", \"with_" + name + "\"]");
        }
        add_as("stacking", "stacking_" + name, held + "\nlearners = [\"one\"]\nmeta_learner = \"one\"");
        add_as("chain", "latent_chain_" + name, held + learner);
        add_as("chain", "difference_chain_" + name, held + learner + "\nkind = \"difference\"");
    }
    add_as("chain", "chain_of_two", gap + "\nsources = [\"kind\", \"gap_dft\"]\nlearner = \"one\"");
    add("difference", from_dft + "\nscale = \"auto\"");
    add("source_only", from_dft + "\ncalibrate = \"affine\"");
    add("latent_variable", gap + "\nsources = [\"kind\"]");
    add("latent_variable", "target = \"kind\"\nsources = [\"gap_dft\"]");
    add("multi_task", "targets = [\"gap\", \"kind\"]\nsources = [\"gap_dft\"]");
    return config + "[protocol]\nPROTOCOL\n";
}

} // namespace sinter::tests
