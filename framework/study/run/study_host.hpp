// SPDX-License-Identifier: Apache-2.0
//
// The host's services for one trial.
#pragma once

#include "framework/plugin/guard/harm_watch.hpp"
#include "framework/study/notices/notice_board.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/study/run/fit_cache.hpp"
#include "framework/study/run/results.hpp"
#include "framework/study/run/trial_clock.hpp"
#include "framework/threads/workers.hpp"

#include <sinter/host.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// What all trials of a study share; outlives the hosts.
struct StudyServices {
    const std::vector<PlannedLearner>& learners;
    threads::Workers& workers;
    FitCache& fits;
    const std::atomic<bool>& stop; ///< set to ask trials that are running to give up
    const std::vector<PlannedStrategy>& strategies;
    plugin::HarmWatch* watch = nullptr;        ///< of what plugins may not change; null: nobody looks
    const std::atomic<bool>* ending = nullptr; ///< set where the run ends early: as stop; may be null
    std::optional<double> trial_limit{};       ///< seconds that a trial may take

    [[nodiscard]] bool is_stopping() const noexcept {
        return stop.load(std::memory_order_relaxed) ||
               (ending != nullptr && ending->load(std::memory_order_relaxed));
    }
    /// After a call into a plugin: throws Error where something is not as it was.
    void look(const plugin::Callee& callee, const char* doing) const {
        if (watch != nullptr) {
            watch->look([&] { return std::vector{plugin::text_of_call(callee, doing)}; });
        }
    }
};

class StudyHost final : public Host {
public:
    /// `notices` and `clock` are the trial's own; without a clock it may take any time.
    StudyHost(const StudyServices& services, Stream trial, NoticeBoard& notices,
              const TrialClock& clock = TrialClock())
        : services_(services), trial_(trial), notices_(&notices), clock_(clock) {}

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override;
    using Host::make_learner;
    std::unique_ptr<Learner> make_learner(std::string_view name, const OptionChanges& changed) override;
    std::unique_ptr<TransferStrategy> make_strategy(std::string_view name) override;
    void progress(double fraction) override;
    void log(LogLevel level, std::string_view text) override;
    [[nodiscard]] bool cancelled() override { return services_.is_stopping() || clock_.is_overdue(); }
    [[nodiscard]] Stream stream(std::string_view purpose) override { return trial_.derive(purpose); }

private:
    /// A learner of the config with other options; what differs stands in log.csv.
    std::unique_ptr<Learner> make_changed(const PlannedLearner& learner, const OptionChanges& changed);

    StudyServices services_;
    Stream trial_;
    NoticeBoard* notices_;
    TrialClock clock_;
};

/// Throws Error (SINTER_UNSUPPORTED) where the training set needs what the learner does not do.
void require_capabilities(std::string_view learner, Capabilities capabilities, const TrainingSet& training);

} // namespace sinter::study
