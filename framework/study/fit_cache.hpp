// SPDX-License-Identifier: Apache-2.0
//
// Fits of a study, shared by content: a learner fitted on the same training set with the same stream gives
// the same model, so the strategies that ask for it get one model.
#pragma once

#include "framework/study/results.hpp"

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

/// What is kept, counted by the training rows of the fits, since a model's memory grows with them; at least
/// one fit of each kind. What units still hold lives on without being counted.
struct FitCacheSizes {
    std::size_t asked_once = 1;  ///< fits that nobody has asked for again, e.g. of a pool of all rows
    std::size_t asked_again = 1; ///< fits that are shared, e.g. of sources
};

/// Keeps fits, the shared ones apart from the others: a study makes many fits that only one unit asks for,
/// and they must not push out those that all units of a fold share (a segmented cache: Karedla, Love and
/// Wherry 1994). Members may be called from any thread; a fit that is under way is waited for.
class FitCache {
public:
    explicit FitCache(FitCacheSizes sizes) : sizes_(sizes) {}

    /// The fit of `key`, by `make` where it is not kept. What make throws is thrown and not kept.
    /// `rows`: of its training set.
    [[nodiscard]] Fit get(const FitKey& key, std::size_t rows, const std::function<Fit()>& make);

    /// How many fits were done and how many were saved.
    [[nodiscard]] std::size_t fits() const;
    [[nodiscard]] std::size_t hits() const;

private:
    struct Entry {
        std::shared_future<Fit> fit;
        std::size_t rows = 0;
        bool shared = false; ///< in which of the lists its place is
        std::list<FitKey>::iterator place;
    };
    using Entries = std::map<FitKey, Entry>;
    /// Fits in order, and how many rows they have in all.
    struct Kept {
        std::list<FitKey> keys;
        std::size_t rows = 0;
        [[nodiscard]] bool exceeds(std::size_t most) const { return rows > most && keys.size() > 1; }
    };
    [[nodiscard]] Kept& list_of(const Entry& entry) { return entry.shared ? asked_again_ : asked_once_; }
    /// To the end of that list.
    void move(Entry& entry, bool shared);
    void trim();
    void forget(const FitKey& key);
    void forget_kept(Entries::iterator entry);

    FitCacheSizes sizes_;
    mutable std::mutex mutex_;
    Entries entries_;
    Kept asked_once_;  ///< oldest first
    Kept asked_again_; ///< longest unused first
    std::size_t fits_ = 0;
    std::size_t hits_ = 0;
};

} // namespace sinter::study
