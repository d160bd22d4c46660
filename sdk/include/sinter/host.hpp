// SPDX-License-Identifier: Apache-2.0
//
// What the host does for a plugin while one of its functions runs.
#pragma once

#include <sinter/abi/host.h>
#include <sinter/error.hpp>
#include <sinter/parameters.hpp>
#include <sinter/random.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace sinter {

class Learner;
class TransferStrategy;

enum class LogLevel : std::int32_t {
    debug = SINTER_LOG_DEBUG,
    info = SINTER_LOG_INFO,      ///< of one trial: stands in log.csv
    notice = SINTER_LOG_NOTICE,  ///< also stands in the report
    warning = SINTER_LOG_WARNING ///< also stands in the report
};

/// The host's services. Valid during the call it was passed to; every member may be called from any thread.
class Host {
public:
    Host() = default;
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    virtual ~Host() = default;

    /// Calls body(i) for every i in [0, count) on the host's threads, in any order, and returns when all are
    /// done. The exception of the lowest i is rethrown. May be nested. Throws Error(SINTER_CANCELLED) if
    /// the host is asked to stop.
    virtual void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) = 0;

    /// The learner that the config calls [learner.NAME], ready to fit; throws Error if there is none. What it
    /// fits may be shared: fitting the same training set with the same learner twice gives the same model.
    [[nodiscard]] std::unique_ptr<Learner> make_learner(std::string_view name); // defined in learner.hpp
    /// The same learner with some options changed: make_learner("forest", {{"trees", 50}}). Each is checked
    /// as if it stood in the config (Error with code SINTER_INVALID_ARGUMENT), and log.csv lists the changes.
    [[nodiscard]] virtual std::unique_ptr<Learner> make_learner(std::string_view name,
                                                                const OptionChanges& changed) = 0;

    /// How much of the current call is done, from 0 to 1; shown while a study runs.
    virtual void progress(double fraction) = 0;
    /// One line of text.
    virtual void log(LogLevel level, std::string_view text) = 0;
    /// True if the host wants to stop: throw Error(SINTER_CANCELLED) soon. Loops of parallel_for ask by
    /// themselves.
    [[nodiscard]] virtual bool cancelled() = 0;

    /// Named by the study's seed, the trial's repeat and fold, and the purpose.
    [[nodiscard]] virtual Stream stream(std::string_view purpose) = 0;

    /// The strategy that the config calls by this [[strategy]] name, to be fitted on the problem of the
    /// strategy that asks: it takes the sources that it names out of that problem's, and its targets are the
    /// same. Only while a strategy is fitted; throws Error if there is none, or the host makes none.
    virtual std::unique_ptr<TransferStrategy> make_strategy(std::string_view name) {
        fail_unsupported("there is no strategy '" + std::string(name) + "' here: this host makes none");
    }
};

} // namespace sinter
