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

Fit FitCache::get(const FitKey& key, std::size_t rows, const std::function<Fit()>& make) {
    std::promise<Fit> promise;
    std::shared_future<Fit> known;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = entries_.find(key); found != entries_.end()) {
            ++hits_;
            known = found->second.fit;
            move(found->second, true);
        } else {
            ++fits_;
            const auto place = asked_once_.keys.insert(asked_once_.keys.end(), key);
            asked_once_.rows += rows;
            entries_.emplace(key, Entry{promise.get_future().share(), rows, false, place});
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

void FitCache::move(Entry& entry, bool shared) {
    Kept& from = list_of(entry);
    entry.shared = shared;
    Kept& to = list_of(entry);
    to.keys.splice(to.keys.end(), from.keys, entry.place);
    from.rows -= entry.rows;
    to.rows += entry.rows;
}

void FitCache::trim() {
    while (asked_again_.exceeds(sizes_.asked_again)) {
        move(entries_.at(asked_again_.keys.front()), false);
    }
    while (asked_once_.exceeds(sizes_.asked_once)) {
        forget_kept(entries_.find(asked_once_.keys.front()));
    }
}

void FitCache::forget_kept(Entries::iterator entry) {
    Kept& kept = list_of(entry->second);
    kept.rows -= entry->second.rows;
    kept.keys.erase(entry->second.place);
    entries_.erase(entry);
}

void FitCache::forget(const FitKey& key) {
    const std::lock_guard lock(mutex_);
    if (const auto found = entries_.find(key); found != entries_.end()) {
        forget_kept(found);
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
