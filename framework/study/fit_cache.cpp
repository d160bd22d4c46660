// SPDX-License-Identifier: Apache-2.0
#include "framework/study/fit_cache.hpp"

#include "framework/study/content_hash.hpp"

#include <algorithm>

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

std::shared_ptr<const Model> FitCache::get(const FitKey& key,
                                           const std::function<std::shared_ptr<const Model>()>& fit) {
    std::promise<std::shared_ptr<const Model>> promise;
    Future known;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = models_.find(key); found != models_.end()) {
            ++hits_;
            known = found->second;
        } else {
            ++fits_;
            models_.emplace(key, promise.get_future().share());
            order_.push_back(key);
            if (order_.size() > capacity_) {
                models_.erase(order_.front());
                order_.pop_front();
            }
        }
    }
    if (known.valid()) {
        return known.get();
    }
    try {
        auto model = fit();
        promise.set_value(model);
        return model;
    } catch (...) {
        promise.set_exception(std::current_exception());
        forget(key);
        throw;
    }
}

void FitCache::forget(const FitKey& key) {
    const std::lock_guard lock(mutex_);
    models_.erase(key);
    order_.erase(std::remove(order_.begin(), order_.end(), key), order_.end());
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
