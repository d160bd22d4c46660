// SPDX-License-Identifier: Apache-2.0
//
// Fits of a study, shared by content: a learner fitted on the same training set with the same stream gives
// the same model, so the strategies that ask for it get one model.
#pragma once

#include <sinter/learner.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

namespace sinter::study {

using FitKey = std::array<std::uint64_t, 2>;

/// The content of a fit: the learner's name, the training set and the stream.
[[nodiscard]] FitKey fit_key(std::string_view learner, const TrainingSet& training);

/// Keeps the models of the latest fits. Members may be called from any thread; a fit that is under way is
/// waited for.
class FitCache {
public:
    /// Models kept at the most. A study needs one a source and one for the target within a fold.
    explicit FitCache(std::size_t capacity = 4) : capacity_(capacity) {}

    /// The model of `key`, by `fit` where it is not kept. What fit throws is thrown and not kept.
    [[nodiscard]] std::shared_ptr<const Model> get(const FitKey& key,
                                                   const std::function<std::shared_ptr<const Model>()>& fit);

    /// How many fits were done and how many were saved.
    [[nodiscard]] std::size_t fits() const;
    [[nodiscard]] std::size_t hits() const;

private:
    using Future = std::shared_future<std::shared_ptr<const Model>>;
    void forget(const FitKey& key);

    std::size_t capacity_;
    mutable std::mutex mutex_;
    std::map<FitKey, Future> models_;
    std::deque<FitKey> order_; ///< oldest first
    std::size_t fits_ = 0;
    std::size_t hits_ = 0;
};

} // namespace sinter::study
