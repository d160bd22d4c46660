// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/guard/process_watch.hpp"

#include "framework/plugin/files/hostile_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <clocale>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <locale>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sinter::plugin {
namespace {

/// Copies stand as high as they can: who closes what he did not open begins at the low numbers.
int high_copy(int descriptor) {
    rlimit limit{};
    constexpr int room = 64;
    constexpr rlim_t highest = 4096;
    const bool known = ::getrlimit(RLIMIT_NOFILE, &limit) == 0;
    const auto most = static_cast<int>(std::min(known ? limit.rlim_cur : rlim_t{256}, highest));
    return ::fcntl(descriptor, F_DUPFD_CLOEXEC, std::max(3, most - room));
}

/// umask() cannot be read without setting it, which other threads would see.
int umask_now() {
    const int file = ::open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return -1;
    }
    std::array<char, 512> buffer{}; // it is the second line
    const auto size = ::read(file, buffer.data(), buffer.size());
    ::close(file);
    const std::string_view text(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    constexpr std::string_view key = "Umask:\t";
    const auto at = text.find(key);
    int value = -1;
    if (at != std::string_view::npos) {
        std::from_chars(text.data() + at + key.size(), text.data() + text.size(), value, 8);
    }
    return value;
}

/// The C library keeps two numbers for itself.
bool is_watched(int signal) {
    return signal != SIGKILL && signal != SIGSTOP && (signal < 32 || signal >= SIGRTMIN);
}

/// Whether the code belongs to the program itself, not to a library that it loaded.
bool is_of_program(void (*handler)(int)) {
    Dl_info here{};
    Dl_info there{};
    return ::dladdr(reinterpret_cast<void*>(&umask_now), &here) != 0 && // NOLINT: dladdr takes addresses
           ::dladdr(reinterpret_cast<void*>(handler), &there) != 0 &&   // NOLINT
           here.dli_fbase == there.dli_fbase;
}

bool ends_runs(int signal) { return signal == SIGINT || signal == SIGTERM || signal == SIGHUP; }

std::string name_of_signal(int signal) {
    const char* name = ::sigabbrev_np(signal);
    return name != nullptr ? fmt::format("SIG{}", name) : fmt::format("signal {}", signal);
}

std::string name_of_descriptor(int descriptor) {
    return descriptor == STDIN_FILENO    ? "standard input"
           : descriptor == STDOUT_FILENO ? "standard output"
           : descriptor == STDERR_FILENO ? "standard error"
                                         : fmt::format("the host's file {}", descriptor);
}

} // namespace

std::string c_locale_name() {
    const char* name = std::setlocale(LC_ALL, nullptr);
    return name == nullptr ? std::string() : std::string(name);
}

std::string cxx_locale_name() { return std::locale().name(); }

void set_locales(const std::string& of_c, const std::string& of_cxx) {
    if (cxx_locale_name() != of_cxx) {
        try {
            std::locale::global(std::locale(of_cxx.c_str()));
        } catch (const std::runtime_error&) {
            std::locale::global(std::locale::classic()); // a locale without a name cannot be made again
        }
    }
    if (c_locale_name() != of_c) {
        std::setlocale(LC_ALL, of_c.c_str());
    }
}

ProcessWatch::ProcessWatch(const std::vector<int>& descriptors)
    : locale_(c_locale_name()), cxx_locale_(cxx_locale_name()), umask_(umask_now()), signals_(NSIG) {
    for (int signal = 1; signal < NSIG; ++signal) {
        if (is_watched(signal)) {
            ::sigaction(signal, nullptr, &signals_[static_cast<std::size_t>(signal)]);
        }
    }
    const int folder = ::open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    struct stat status {};
    if (folder >= 0 && ::fstat(folder, &status) == 0) {
        folder_ = {folder, high_copy(folder), status.st_dev, status.st_ino};
        ::close(folder);
    }
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        watch(descriptor);
    }
    for (const int descriptor : descriptors) {
        watch(descriptor);
    }
}

ProcessWatch::~ProcessWatch() {
    files_.push_back(folder_);
    for (const auto& file : files_) {
        if (file.copy >= 0) {
            ::close(file.copy);
        }
    }
}

void ProcessWatch::watch(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) == 0) {
        files_.push_back({descriptor, high_copy(descriptor), status.st_dev, status.st_ino});
    }
}

std::vector<std::string> ProcessWatch::put_back() {
    std::vector<std::string> changes;
    put_back_files(changes); // first: what follows may open files
    put_back_locale(changes);
    put_back_folder(changes);
    put_back_umask(changes);
    put_back_signals(changes);
    return changes;
}

void ProcessWatch::put_back_locale(std::vector<std::string>& changes) {
    const auto of_c = c_locale_name();
    const auto of_cxx = cxx_locale_name();
    if (of_c == locale_ && of_cxx == cxx_locale_) {
        return;
    }
    changes.push_back(fmt::format("the locale, from \"{}\" to \"{}\"", shown(locale_),
                                  shown(of_c != locale_ ? of_c : of_cxx)));
    set_locales(locale_, cxx_locale_);
}

void ProcessWatch::put_back_folder(std::vector<std::string>& changes) const {
    struct stat now {};
    if (folder_.copy < 0 ||
        (::stat(".", &now) == 0 && now.st_dev == folder_.device && now.st_ino == folder_.inode)) {
        return;
    }
    if (::fchdir(folder_.copy) == 0) {
        changes.emplace_back("the working directory");
    }
}

void ProcessWatch::put_back_umask(std::vector<std::string>& changes) const {
    const int now = umask_now();
    if (umask_ < 0 || now < 0 || now == umask_) {
        return;
    }
    changes.push_back(fmt::format("the umask, from {:03o} to {:03o}", umask_, now));
    ::umask(static_cast<mode_t>(umask_));
}

void ProcessWatch::put_back_signals(std::vector<std::string>& changes) {
    std::string names;
    for (int signal = 1; signal < NSIG; ++signal) {
        struct sigaction now {};
        auto& before = signals_[static_cast<std::size_t>(signal)];
        if (!is_watched(signal) || ::sigaction(signal, nullptr, &now) != 0 ||
            now.sa_handler == before.sa_handler) {
            continue;
        }
        const bool plain = now.sa_handler == SIG_DFL || now.sa_handler == SIG_IGN;
        if ((now.sa_handler == SIG_DFL && ends_runs(signal)) || (!plain && is_of_program(now.sa_handler))) {
            before = now;
            continue;
        }
        ::sigaction(signal, &before, nullptr);
        names += (names.empty() ? "" : ", ") + name_of_signal(signal);
    }
    if (!names.empty()) {
        changes.push_back("what signals do: " + names);
    }
}

void ProcessWatch::put_back_files(std::vector<std::string>& changes) const {
    for (const auto& file : files_) {
        struct stat now {};
        const bool open = ::fstat(file.descriptor, &now) == 0;
        if (open && now.st_dev == file.device && now.st_ino == file.inode) {
            continue;
        }
        if (file.copy >= 0) {
            ::dup3(file.copy, file.descriptor, file.descriptor > STDERR_FILENO ? O_CLOEXEC : 0);
        }
        changes.push_back(fmt::format("{}, which it {}", name_of_descriptor(file.descriptor),
                                      open ? "made another file" : "closed"));
    }
}

} // namespace sinter::plugin
