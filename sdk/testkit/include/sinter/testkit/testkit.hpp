// SPDX-License-Identifier: Apache-2.0
//
// The conformance kit: all that a plugin must hold to beyond what a compiler sees.
//
// `sinter plugins check FILE` runs these checks on a built plugin, each in a process of its own. In a test
// program of the plugin's author they run on the class itself (sinter/testkit/catch.hpp), or by hand:
//
//   const auto subject = sinter::testkit::subject_of<MyLearner>();
//   for (const auto& check : sinter::testkit::checks_for(subject.kind)) {
//       const auto result = sinter::testkit::run_check(check, subject);
//       ...
//   }
#pragma once

#include <sinter/testkit/common_checks.hpp>
#include <sinter/testkit/featurizer_checks.hpp>
#include <sinter/testkit/learner_checks.hpp>
#include <sinter/testkit/shared_state_checks.hpp>
#include <sinter/testkit/strategy_checks.hpp>

namespace sinter::testkit {

/// Those of all kinds first, then those of this one; always the same ones in the same order.
[[nodiscard]] inline Checks checks_for(SubjectKind kind) {
    Checks checks = common_checks();
    const Checks own = kind == SubjectKind::featurizer ? featurizer_checks()
                       : kind == SubjectKind::learner  ? learner_checks()
                                                       : strategy_checks();
    const Checks shared = shared_state_checks();
    checks.insert(checks.end(), own.begin(), own.end());
    checks.insert(checks.end(), shared.begin(), shared.end());
    return checks;
}

} // namespace sinter::testkit
