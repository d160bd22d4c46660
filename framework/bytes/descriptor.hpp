// SPDX-License-Identifier: Apache-2.0
//
// An open file that is closed once.
#pragma once

#include <unistd.h>

namespace sinter::bytes {

/// Owns a file descriptor, or none (-1).
class Descriptor {
public:
    explicit Descriptor(int number) noexcept : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }

    [[nodiscard]] int number() const noexcept { return number_; }

    /// False, with errno, if closing fails: a full disk on a network folder may show up only here.
    [[nodiscard]] bool close() noexcept {
        const int number = number_;
        number_ = -1;
        return ::close(number) == 0;
    }

private:
    int number_;
};

} // namespace sinter::bytes
