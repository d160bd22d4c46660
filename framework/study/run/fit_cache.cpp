// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/fit_cache.hpp"

#include "framework/study/plan/content_hash.hpp"

#include <sinter/error.hpp>

#include <chrono>
#include <exception>

namespace sinter::study {

FitKey fit_key(std::string_view learner, const TrainingSet& training) {
    ContentHash hash;
    hash.add(learner);
    hash.add(training.stream.c().key);
    hash.add(training.stream.c().domain);
    hash.add(training.features);
    hash.add(training.labels);
    for (const double weight : training.weights) {
        hash.add(weight);
    }
    for (const std::uint64_t material : training.materials) {
        hash.add(material);
    }
    for (const auto& feature : training.feature_infos) {
        hash.add(static_cast<std::uint64_t>(feature.kind));
        hash.add(static_cast<std::uint64_t>(feature.level_count));
    }
    for (const double weight : training.label_weights) {
        hash.add(weight);
    }
    for (const auto& label : training.label_infos) {
        hash.add(static_cast<std::uint64_t>(label.class_count));
    }
    hash.add(training.noise);
    return hash.value();
}

Fit FitCache::get(const FitKey& key, std::size_t rows, const std::function<Fit()>& make) {
    for (;;) {
        std::promise<Fit> promise;
        const auto known = known_or_promised(key, rows, promise);
        if (!known.valid()) {
            return keep_promise(key, promise, make);
        }
        try {
            return known.get();
        } catch (const Error& error) {
            if (error.code() != SINTER_CANCELLED) {
                throw;
            }
            // Who made it was asked to stop, e.g. at the time limit of another trial: that is no failure of ours.
        }
    }
}

std::shared_future<Fit> FitCache::known_or_promised(const FitKey& key, std::size_t rows,
                                                    std::promise<Fit>& promise) {
    std::shared_future<Fit> known;
    const std::lock_guard lock(mutex_);
    if (const auto found = entries_.find(key); found != entries_.end()) {
        using std::chrono::seconds;
        if (found->second.maker == std::this_thread::get_id() &&
            found->second.fit.wait_for(seconds(0)) != std::future_status::ready) {
            throw Error(SINTER_INTERNAL,
                        "a fit asks for itself: it fits a learner of its own name on its own rows");
        }
        ++hits_;
        known = found->second.fit;
        share(key, found->second);
    } else {
        ++fits_;
        Entry entry{promise.get_future().share(), rows, std::this_thread::get_id()};
        add_to_once(key, entries_.emplace(key, std::move(entry)).first->second);
    }
    trim();
    return known;
}

Fit FitCache::keep_promise(const FitKey& key, std::promise<Fit>& promise, const std::function<Fit()>& make) {
    try {
        auto fit = make();
        promise.set_value(fit);
        return fit;
    } catch (...) {
        forget(key); // first: who waits may ask again at once
        promise.set_exception(std::current_exception());
        throw;
    }
}

void FitCache::add_to_once(const FitKey& key, Entry& entry) {
    entry.shared = false;
    entry.worth = {last_worth_ + entry.rows, arrivals_++};
    asked_once_.emplace(entry.worth, key);
}

void FitCache::share(const FitKey& key, Entry& entry) {
    if (entry.shared) {
        asked_again_.splice(asked_again_.end(), asked_again_, entry.place);
        return;
    }
    asked_once_.erase(entry.worth);
    entry.shared = true;
    entry.place = asked_again_.insert(asked_again_.end(), key);
}

void FitCache::trim() {
    if (asked_again_.size() > sizes_.asked_again) {
        const FitKey key = asked_again_.front();
        asked_again_.pop_front();
        add_to_once(key, entries_.at(key));
    }
    while (asked_once_.size() > sizes_.asked_once) {
        auto least = asked_once_.begin();
        if (least->first.second + 1 == arrivals_ && asked_once_.size() > 1) {
            ++least; // what came last may be asked for while it is being made
        }
        last_worth_ = least->first.first;
        entries_.erase(least->second);
        asked_once_.erase(least);
    }
}

void FitCache::forget(const FitKey& key) {
    const std::lock_guard lock(mutex_);
    if (const auto found = entries_.find(key); found != entries_.end()) {
        if (found->second.shared) {
            asked_again_.erase(found->second.place);
        } else {
            asked_once_.erase(found->second.worth);
        }
        entries_.erase(found);
    }
}

std::size_t FitCache::fits() const {
    const std::lock_guard lock(mutex_);
    return fits_;
}

std::size_t FitCache::hits() const {
    const std::lock_guard lock(mutex_);
    return hits_;
}

} // namespace sinter::study
