// SPDX-License-Identifier: Apache-2.0
//
// The host's services for one unit of work.
#pragma once

#include "framework/study/fit_cache.hpp"
#include "framework/study/plan.hpp"
#include "framework/study/results.hpp"
#include "framework/threads/workers.hpp"

#include <sinter/host.hpp>

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace sinter::study {

/// Lines that plugins want the reader to see, each with its count. Any thread.
class NoticeBoard {
public:
    static constexpr std::size_t most_details = 64; ///< what comes later is not kept

    void add(std::string_view text, std::int64_t count = 1);
    void add_detail(std::string_view text, std::int64_t count = 1);
    /// Sorted by text, notices first.
    [[nodiscard]] std::vector<Notice> all() const;

private:
    using Counts = std::map<std::string, std::int64_t, std::less<>>;

    mutable std::mutex mutex_;
    Counts counts_;
    Counts details_;
};

/// What all units of a study share; outlives the hosts.
struct StudyServices {
    const std::vector<PlannedLearner>& learners;
    threads::Workers& workers;
    FitCache& fits;
    const std::atomic<bool>& stop; ///< set to ask units that are running to give up
    const std::vector<PlannedStrategy>& strategies;
};

class StudyHost final : public Host {
public:
    /// `notices` are the unit's own.
    StudyHost(const StudyServices& services, Stream unit, NoticeBoard& notices)
        : services_(services), unit_(unit), notices_(&notices) {}

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override;
    std::unique_ptr<Learner> make_learner(std::string_view name) override;
    std::unique_ptr<TransferStrategy> make_strategy(std::string_view name) override;
    void progress(double fraction) override;
    void log(LogLevel level, std::string_view text) override;
    [[nodiscard]] bool cancelled() override { return services_.stop.load(std::memory_order_relaxed); }
    [[nodiscard]] Stream stream(std::string_view purpose) override { return unit_.derive(purpose); }

private:
    StudyServices services_;
    Stream unit_;
    NoticeBoard* notices_;
};

/// Throws Error (SINTER_UNSUPPORTED) where the training set needs what the learner does not do.
void require_capabilities(std::string_view learner, Capabilities capabilities, const TrainingSet& training);

} // namespace sinter::study
