// SPDX-License-Identifier: Apache-2.0
#include "framework/study/fit_cache.hpp"

#include "framework/study/content_hash.hpp"

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
    return hash.value();
}

Fit FitCache::get(const FitKey& key, const std::function<Fit()>& make) {
    std::promise<Fit> promise;
    std::shared_future<Fit> known;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = entries_.find(key); found != entries_.end()) {
            ++hits_;
            known = found->second.fit;
            touch(found->second);
        } else {
            ++fits_;
            const auto place = asked_once_.insert(asked_once_.end(), key);
            entries_.emplace(key, Entry{promise.get_future().share(), false, place});
        }
        trim();
    }
    if (known.valid()) {
        return known.get();
    }
    try {
        auto fit = make();
        promise.set_value(fit);
        return fit;
    } catch (...) {
        promise.set_exception(std::current_exception());
        forget(key);
        throw;
    }
}

void FitCache::touch(Entry& entry) {
    auto& from = entry.shared ? asked_again_ : asked_once_;
    asked_again_.splice(asked_again_.end(), from, entry.place);
    entry.shared = true;
}

void FitCache::trim() {
    if (asked_again_.size() > sizes_.asked_again) {
        entries_.at(asked_again_.front()).shared = false;
        asked_once_.splice(asked_once_.end(), asked_again_, asked_again_.begin());
    }
    while (asked_once_.size() > sizes_.asked_once) {
        entries_.erase(asked_once_.front());
        asked_once_.pop_front();
    }
}

void FitCache::forget(const FitKey& key) {
    const std::lock_guard lock(mutex_);
    if (const auto found = entries_.find(key); found != entries_.end()) {
        (found->second.shared ? asked_again_ : asked_once_).erase(found->second.place);
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
