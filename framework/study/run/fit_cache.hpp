// SPDX-License-Identifier: Apache-2.0
//
// Fits of a study, shared by content: a learner fitted on the same training set with the same stream gives
// the same model, so the strategies that ask for it get one model.
#pragma once

#include "framework/study/run/results.hpp"

#include <sinter/learner.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace sinter::study {

using FitKey = std::array<std::uint64_t, 2>;

/// The content of a fit: the learner's name, the training set and the stream.
[[nodiscard]] FitKey fit_key(std::string_view learner, const TrainingSet& training);

/// What a fit gives, with what the learner said while it fitted.
struct Fit {
    std::shared_ptr<const Model> model;
    std::vector<Notice> notices{};
};

/// How many fits are kept; at least one of each. What trials still hold lives on without being counted.
struct FitCacheSizes {
    std::size_t asked_once = 1;  ///< fits that nobody has asked for again, e.g. of a pool of all rows
    std::size_t asked_again = 1; ///< fits that are shared, e.g. of sources
};

/// Keeps fits, the shared ones apart from the others: a study makes many fits that only one trial asks for,
/// and they must not push out those that all trials of a fold share (a segmented cache: Karedla, Love and
/// Wherry 1994). Of those that nobody has asked for again the cheap ones go first, so that many small fits do
/// not push out one of a large source: the least H goes, H being a fit's training rows plus the H of what
/// went last when it came (GreedyDual: Young 1994). Members may be called from any thread; a fit that is
/// under way is waited for.
class FitCache {
public:
    explicit FitCache(FitCacheSizes sizes) : sizes_(sizes) {}

    /// The fit of `key`, by `make` where it is not kept. What make throws is thrown and not kept; where it
    /// says that it was cancelled, those who wait for the fit make their own. Throws Error where a fit asks
    /// for itself, which would wait for ever. `rows`: of its training set, what a fit costs.
    [[nodiscard]] Fit get(const FitKey& key, std::size_t rows, const std::function<Fit()>& make);

    /// How many fits were done and how many were saved.
    [[nodiscard]] std::size_t fits() const;
    [[nodiscard]] std::size_t hits() const;

private:
    /// H, and which came first: no two are the same.
    using Worth = std::pair<std::uint64_t, std::uint64_t>;
    struct Entry {
        std::shared_future<Fit> fit;
        std::uint64_t rows = 0;
        std::thread::id maker{};             ///< who works on it, or did
        bool shared = false;                 ///< whether it is in asked_again_ or in asked_once_
        std::list<FitKey>::iterator place{}; ///< in asked_again_
        Worth worth{};                       ///< in asked_once_
    };
    /// The fit that is kept or under way; else none, and `promise` will be its.
    [[nodiscard]] std::shared_future<Fit> known_or_promised(const FitKey& key, std::size_t rows,
                                                            std::promise<Fit>& promise);
    [[nodiscard]] Fit keep_promise(const FitKey& key, std::promise<Fit>& promise,
                                   const std::function<Fit()>& make);
    void add_to_once(const FitKey& key, Entry& entry);
    void share(const FitKey& key, Entry& entry);
    void trim();
    void forget(const FitKey& key);

    FitCacheSizes sizes_;
    mutable std::mutex mutex_;
    std::map<FitKey, Entry> entries_;
    std::map<Worth, FitKey> asked_once_; ///< what goes first is first
    std::list<FitKey> asked_again_;      ///< longest unused first
    std::uint64_t last_worth_ = 0;       ///< H of what went last
    std::uint64_t arrivals_ = 0;
    std::size_t fits_ = 0;
    std::size_t hits_ = 0;
};

} // namespace sinter::study
