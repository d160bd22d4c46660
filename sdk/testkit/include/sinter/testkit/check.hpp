// SPDX-License-Identifier: Apache-2.0
//
// What a check of the conformance kit is: an id, one sentence that holds when it passes, and a function.
#pragma once

#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sinter::testkit {

struct Subject; // subject.hpp

/// Thrown by a check that fails. The text says what was found and what to do about it.
class Failed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Thrown by a check that does not apply to the plugin; the text says why.
class NotApplicable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

[[noreturn]] inline void fail(const std::string& found, const std::string& remedy) {
    throw Failed(found + "; to do: " + remedy);
}
[[noreturn]] inline void does_not_apply(const std::string& why) { throw NotApplicable(why); }

/// One check. `run` throws Failed or NotApplicable; anything else that it throws came out of the plugin and
/// is a failure too.
struct Check {
    std::string id; ///< "learner.one_row"
    std::string sentence;
    std::function<void(const Subject&)> run;
};
using Checks = std::vector<Check>;

enum class Outcome { passed, failed, not_run };

struct Result {
    Outcome outcome = Outcome::passed;
    std::string detail; ///< of a failure or of a check that was not run
};

/// Runs one check in this process: a plugin that crashes or hangs takes the caller with it.
[[nodiscard]] inline Result run_check(const Check& check, const Subject& subject) {
    try {
        check.run(subject);
        return {};
    } catch (const NotApplicable& e) {
        return {Outcome::not_run, e.what()};
    } catch (const Failed& e) {
        return {Outcome::failed, e.what()};
    } catch (const std::exception& e) {
        return {Outcome::failed,
                std::string("it refused something that it must take: ") + e.what() +
                    "; to do: take it, or, if it cannot be taken, say so in capabilities() or needs()"};
    }
}

} // namespace sinter::testkit
