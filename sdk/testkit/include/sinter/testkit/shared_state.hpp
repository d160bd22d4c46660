// SPDX-License-Identifier: Apache-2.0
//
// What a plugin shares with everybody in the process and must leave as it is.
#pragma once

#include <sinter/testkit/check.hpp>

#include <array>
#include <cfenv>
#include <clocale>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <limits>
#include <locale>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace sinter::testkit {

enum class SharedPart { floating_point, locale, folder, umask, signals, files };

/// As it is when it is made. One thread at a time.
class SharedState {
public:
    SharedState() : rounding_(std::fegetround()), keeps_denormals_(keeps_denormals()), locale_(locale_now()) {
#if defined(__GLIBC__)
        traps_ = ::fegetexcept();
#endif
        static_cast<void>(::stat(".", &folder_));
        umask_ = umask_now();
        for (int signal = 1; signal < NSIG; ++signal) {
            static_cast<void>(::sigaction(signal, nullptr, &signals_[static_cast<std::size_t>(signal)]));
        }
        for (int descriptor = 0; descriptor < most_files; ++descriptor) {
            remember(descriptor);
        }
    }
    ~SharedState() {
        for (const File& file : files_) {
            static_cast<void>(::close(file.copy));
        }
    }
    SharedState(const SharedState&) = delete;
    SharedState& operator=(const SharedState&) = delete;

    /// Fails the check where the part is not as it was; `what` has just been done.
    void require_same(SharedPart part, const char* what) const {
        const std::string changed = change(part);
        if (!changed.empty()) {
            fail(std::string(what) + " changed " + changed, remedy(part));
        }
    }

private:
    struct File {
        int descriptor;
        int copy;
        struct stat status;
    };
    static constexpr int most_files = 64;
    static constexpr int first_copy = 512;

    void remember(int descriptor) {
        struct stat status {};
        if (::fstat(descriptor, &status) == 0) {
            const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, first_copy);
            if (copy >= 0) {
                files_.push_back({descriptor, copy, status});
            }
        }
    }
    static mode_t umask_now() {
        const mode_t mask = ::umask(0);
        ::umask(mask);
        return mask;
    }
    static std::string locale_now() {
        const char* name = std::setlocale(LC_ALL, nullptr);
        return std::string(name != nullptr ? name : "") + " and, of C++, " + std::locale().name();
    }
    /// volatile: the arithmetic must happen now, not at compile time.
    static bool keeps_denormals() {
        volatile double smallest = std::numeric_limits<double>::min();
        volatile double half = smallest * 0.5;
        return half != 0;
    }

    [[nodiscard]] std::string change(SharedPart part) const {
        switch (part) {
        case SharedPart::floating_point:
            return floating_point_change();
        case SharedPart::locale:
            return locale_ == locale_now() ? "" : "the locale, from " + locale_ + " to " + locale_now();
        case SharedPart::folder: {
            struct stat now {};
            const bool same =
                ::stat(".", &now) == 0 && now.st_dev == folder_.st_dev && now.st_ino == folder_.st_ino;
            return same ? "" : "the working directory";
        }
        case SharedPart::umask:
            return umask_now() == umask_ ? "" : "the umask";
        case SharedPart::signals:
            return signal_change();
        default:
            return file_change();
        }
    }
    [[nodiscard]] std::string floating_point_change() const {
        if (std::fegetround() != rounding_) {
            return "the rounding mode of floating-point numbers";
        }
#if defined(__GLIBC__)
        if (::fegetexcept() != traps_) {
            return "which floating-point exceptions trap";
        }
#endif
        return keeps_denormals() == keeps_denormals_ ? "" : "whether denormal numbers are kept";
    }
    [[nodiscard]] std::string signal_change() const {
        for (int signal = 1; signal < NSIG; ++signal) {
            struct sigaction now {};
            if (::sigaction(signal, nullptr, &now) == 0 &&
                now.sa_handler != signals_[static_cast<std::size_t>(signal)].sa_handler) {
                return "what the signal " + std::to_string(signal) + " does";
            }
        }
        return "";
    }
    /// What was closed is put back, so that the failure can be told.
    [[nodiscard]] std::string file_change() const {
        std::string changed;
        for (const File& file : files_) {
            struct stat now {};
            if (::fstat(file.descriptor, &now) != 0 || now.st_dev != file.status.st_dev ||
                now.st_ino != file.status.st_ino) {
                changed += (changed.empty() ? "open files that are not its own: " : ", ") +
                           std::to_string(file.descriptor);
                static_cast<void>(::dup2(file.copy, file.descriptor));
            }
        }
        return changed;
    }
    static const char* remedy(SharedPart part) {
        switch (part) {
        case SharedPart::floating_point:
            return "put back with fesetenv() what fegetenv() gave, before returning";
        case SharedPart::locale:
            return "call neither setlocale() nor std::locale::global(); "
                   "newlocale() and uselocale() are of one thread";
        case SharedPart::folder:
            return "do not call chdir(); build whole paths";
        case SharedPart::umask:
            return "do not call umask(); give the mode to open(), or chmod() what was made";
        case SharedPart::signals:
            return "leave signal(), sigaction() and their like to the host";
        default:
            return "close only what was opened, each once";
        }
    }

    int rounding_;
    int traps_ = 0;
    bool keeps_denormals_;
    std::string locale_;
    struct stat folder_ {};
    mode_t umask_ = 0;
    std::array<struct sigaction, NSIG> signals_{};
    std::vector<File> files_;
};

} // namespace sinter::testkit
