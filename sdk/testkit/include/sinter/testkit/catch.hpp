// SPDX-License-Identifier: Apache-2.0
//
// The conformance kit in a test program of Catch2 (version 2):
//
//   #include <sinter/testkit/catch.hpp>
//   TEST_CASE("my learner is a sound plugin") { sinter::testkit::require_conformance<MyLearner>(); }
#pragma once

#include <sinter/testkit/testkit.hpp>

#include <catch2/catch.hpp>

namespace sinter::testkit {

/// Runs all checks of the class's kind, each a section of the test case; a check that does not apply passes.
template <class Plugin>
void require_conformance(const SubjectSettings& settings = {}) {
    const Subject subject = subject_of<Plugin>(settings);
    INFO(subject.why_no_options);
    REQUIRE(subject.options);
    for (const Check& check : checks_for(subject.kind)) {
        DYNAMIC_SECTION(check.id) {
            const Result result = run_check(check, subject);
            INFO(check.sentence);
            INFO(result.detail);
            CHECK(result.outcome != Outcome::failed);
        }
    }
}

} // namespace sinter::testkit
