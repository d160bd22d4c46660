// SPDX-License-Identifier: Apache-2.0
#include "tests/support/gaps_study.hpp"

#include <catch2/catch.hpp>

#include <csignal>

using namespace sinter::tests;
using Catch::Contains;

TEST_CASE("a crash in a plugin is told with what was at work, and the finished trials are kept") {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    WARN("skipped: the sanitizer has handlers of its own");
#else
    const TemporaryFolder plugins;
    plugins.copy(std::filesystem::path(SINTER_BAD_PLUGINS) / "crashes_in_fit.so", "crashes_in_fit.so");
    const GapsStudy study(
        edited(gaps_config, "[protocol]",
               "[learner.bad]\nplugin = \"crashes_in_fit\"\n\n[[strategy]]\nplugin = "
               "\"single_task\"\nname = \"doomed\"\ntarget = \"gap_expt\"\nlearner = \"bad\"\n\n"
               "[protocol]"));
    const std::string more = "--threads 1 --no-progress --plugin-dir '" + plugins.path().string() + "' -o '" +
                             (plugins.path() / "runs").string() + "'";
    const auto crashed = study.run("run", more);
    INFO(crashed.output);
    CHECK(crashed.exit_code == 128 + SIGFPE);
    CHECK_THAT(crashed.output, Contains("sinter has crashed (SIGFPE") &&
                                   Contains("    doomed, repeat 0, fold 0, of the plugin ") &&
                                   Contains("single_task.so") && Contains("sinter plugins check FILE"));
    CHECK_THAT(study.run("run", more).output, Contains("going on: 2 of 9 trials are done"));
#endif
}
