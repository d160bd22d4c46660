// SPDX-License-Identifier: Apache-2.0
//
// Checks that a plugin leaves alone what it shares with everybody in the process, whatever is done with it.
#pragma once

#include <sinter/testkit/instance.hpp>
#include <sinter/testkit/shared_state.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace sinter::testkit {
namespace shared {

template <SharedPart part>
void left_alone(const Subject& subject) {
    const SharedState& before = *subject.before;
    before.require_same(part, "making it");
    auto instance = std::make_unique<Instance>(subject);
    before.require_same(part, "making it");
    static_cast<void>(
        instance->answer(5, subject.host(), [&](const char* done) { before.require_same(part, done); }));
    before.require_same(part, "destroying a model");
    instance.reset();
    before.require_same(part, "destroying it");
}

inline void few_messages(const Subject& subject) {
    constexpr std::int64_t most = 1000;
    std::int64_t messages = 0;
    auto settings = subject.host();
    settings.messages = &messages;
    static_cast<void>(Instance(subject).answer(6, settings));
    if (messages > most) {
        fail("a fit on some 30 rows said " + std::to_string(messages) + " messages",
             "say what somebody will read: a count once, not a line for each row");
    }
}

} // namespace shared

[[nodiscard]] inline Checks shared_state_checks() {
    return {
        {"process.floating_point", "It leaves rounding, denormal numbers and floating-point traps alone.",
         shared::left_alone<SharedPart::floating_point>},
        {"process.locale", "It leaves the locale alone.", shared::left_alone<SharedPart::locale>},
        {"process.folder", "It leaves the working directory alone.", shared::left_alone<SharedPart::folder>},
        {"process.umask", "It leaves the umask alone.", shared::left_alone<SharedPart::umask>},
        {"process.signals", "It leaves alone what signals do.", shared::left_alone<SharedPart::signals>},
        {"process.files", "It closes no file that it did not open.", shared::left_alone<SharedPart::files>},
        {"host.few_messages", "One fit says at most 1,000 messages.", shared::few_messages},
    };
}

} // namespace sinter::testkit
