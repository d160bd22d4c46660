// SPDX-License-Identifier: Apache-2.0
//
// What this process has used, and a line for each measurement.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <vector>

namespace sinter::bench {

/// Of all threads, in user and system mode.
inline double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// CPU seconds of `work`.
template <class Work>
double cpu_seconds_of(Work work) {
    const double begin = cpu_seconds();
    work();
    return cpu_seconds() - begin;
}

/// CPU seconds of `work` the second time: the first finds memory and caches cold.
template <class Work>
double warm_cpu_seconds_of(Work work) {
    work();
    return cpu_seconds_of(work);
}

/// A line of /proc/self/status, e.g. VmHWM, in bytes.
inline double status_bytes(std::string_view name) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == std::string(name) + ":") {
            double kib = 0;
            status >> kib;
            return 1024 * kib;
        }
    }
    throw std::runtime_error("/proc/self/status has no " + std::string(name));
}

/// How much more memory than at its start a part of the program held at its peak.
class PeakMemory {
public:
    PeakMemory() : before_(status_bytes("VmRSS")) {
        std::ofstream("/proc/self/clear_refs") << "5"; // the peak begins anew
    }
    [[nodiscard]] double growth() const { return status_bytes("VmHWM") - before_; }

private:
    double before_;
};

/// CPU and wall seconds and the peak of memory of `fit`, printed.
template <class Fit>
void measure_fit(Fit fit) {
    const PeakMemory memory;
    const auto begin = std::chrono::steady_clock::now();
    const double cpu = cpu_seconds_of(fit);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    fmt::print("fit_cpu {}\nfit_wall {}\npeak_bytes {}\n", cpu, wall, memory.growth());
}

inline double rmse(const std::vector<double>& predicted, const std::vector<double>& labels) {
    double sum = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        sum += (predicted[i] - labels[i]) * (predicted[i] - labels[i]);
    }
    return std::sqrt(sum / static_cast<double>(labels.size()));
}

} // namespace sinter::bench
