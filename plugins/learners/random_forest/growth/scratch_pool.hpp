// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace sinter::plugins::random_forest {

/// Objects that are dear to make and serve one user at a time. Any thread; outlives what it hands out.
template <class T>
class ScratchPool {
public:
    explicit ScratchPool(std::function<std::unique_ptr<T>()> make) : make_(std::move(make)) {}

    /// Calls use(object) with an object that nobody else uses meanwhile.
    template <class Use>
    auto with(const Use& use) {
        Loan loan{this, take()};
        return use(*loan.object);
    }

private:
    /// Comes back however its use ends.
    struct Loan {
        ScratchPool* pool;
        std::unique_ptr<T> object;
        Loan(ScratchPool* from, std::unique_ptr<T> taken) : pool(from), object(std::move(taken)) {}
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        ~Loan() { pool->give_back(std::move(object)); }
    };

    std::unique_ptr<T> take() {
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                std::unique_ptr<T> object = std::move(idle_.back());
                idle_.pop_back();
                return object;
            }
        }
        return make_();
    }
    void give_back(std::unique_ptr<T> object) noexcept {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(object));
    }

    std::function<std::unique_ptr<T>()> make_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<T>> idle_;
};

} // namespace sinter::plugins::random_forest
