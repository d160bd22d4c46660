// SPDX-License-Identifier: Apache-2.0
//
// Runs one check of the kit on a class of the test.
#pragma once

#include <sinter/testkit/testkit.hpp>

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

namespace sinter::tests {

inline testkit::Result result_of(const testkit::Subject& subject, const std::string& id) {
    for (const auto& check : testkit::checks_for(subject.kind)) {
        if (check.id == id) {
            return testkit::run_check(check, subject);
        }
    }
    throw std::runtime_error("there is no check " + id);
}

/// The check fails for the reason that holds `text`, and says what to do.
inline void require_caught(const testkit::Subject& subject, const std::string& id, const std::string& text) {
    const auto result = result_of(subject, id);
    INFO(id << ": " << result.detail);
    CHECK(result.outcome == testkit::Outcome::failed);
    CHECK_THAT(result.detail, Catch::Matchers::Contains(text));
    CHECK_THAT(result.detail, Catch::Matchers::Contains("to do: "));
}
template <class Plugin>
void require_caught(const std::string& id, const std::string& text) {
    require_caught(testkit::subject_of<Plugin>(), id, text);
}

/// Everything passes or does not apply.
inline void require_clean(const testkit::Subject& subject) {
    INFO(subject.why_no_options);
    REQUIRE(subject.options);
    for (const auto& check : testkit::checks_for(subject.kind)) {
        const auto result = testkit::run_check(check, subject);
        INFO(check.id << ": " << result.detail);
        CHECK(result.outcome != testkit::Outcome::failed);
    }
}

} // namespace sinter::tests
