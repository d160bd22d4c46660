// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/checking/child_process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <iostream>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sinter::plugin {
namespace {

constexpr std::size_t most_kept = 1U << 20U;

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

/// A pipe; closes what is open.
class Pipe {
public:
    Pipe() {
        if (::pipe2(ends_.data(), O_CLOEXEC) != 0) {
            fail("pipe2");
        }
    }
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int reading() const { return ends_[0]; }
    [[nodiscard]] int writing() const { return ends_[1]; }
    void close_reading() { close_end(0); }
    void close_writing() { close_end(1); }
    void make_reading_non_blocking() const { ::fcntl(ends_[0], F_SETFL, O_NONBLOCK); }

private:
    void close_end(std::size_t end) {
        if (ends_[end] >= 0) {
            ::close(std::exchange(ends_[end], -1));
        }
    }
    std::array<int, 2> ends_{-1, -1};
};

/// Appends what can be read now; false at the end.
bool drain(int descriptor, std::string& kept) {
    std::array<char, 4096> buffer{};
    for (;;) {
        const auto got = ::read(descriptor, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return errno == EAGAIN;
        }
        if (got == 0) {
            return false;
        }
        const auto room = most_kept - std::min(most_kept, kept.size());
        kept.append(buffer.data(), std::min(static_cast<std::size_t>(got), room));
        if (room == 0) {
            return true;
        } // one that never stops writing must not keep us here
    }
}

void write_all(int descriptor, const std::string& text) {
    std::size_t done = 0;
    while (done < text.size()) {
        const auto sent = ::write(descriptor, text.data() + done, text.size() - done);
        if (sent < 0 && errno != EINTR) {
            return;
        }
        if (sent > 0) {
            done += static_cast<std::size_t>(sent);
        }
    }
}

/// Where memory runs out, it is the child that goes.
void prefer_for_out_of_memory() {
    const int score = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score >= 0) {
        [[maybe_unused]] const auto ignored = ::write(score, "1000", 4);
        ::close(score);
    }
}

/// In the child: its own group, no core file, the parent's signal handlers forgotten, output into the pipe.
void prepare_child(int output) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    prefer_for_out_of_memory();
    for (const int signal :
         {SIGABRT, SIGBUS, SIGFPE, SIGHUP, SIGILL, SIGINT, SIGPIPE, SIGSEGV, SIGTERM, SIGXFSZ}) {
        std::signal(signal, SIG_DFL);
    }
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
}

[[noreturn]] void be_child(const std::function<void(const SendLine&)>& work, Pipe& messages, Pipe& output) {
    int code = 1;
    try {
        prepare_child(output.writing());
        messages.close_reading();
        output.close_reading();
        // High up: a plugin that closes what it did not open begins at the low numbers.
        constexpr int high = 900;
        const int copy = ::fcntl(messages.writing(), F_DUPFD_CLOEXEC, high);
        const int to = copy >= 0 ? copy : messages.writing();
        work([&](const std::string& line) { write_all(to, line + "\n"); });
        code = 0;
    } catch (...) {
        // Exit code 1 tells: the work sends what it knows of its failures itself.
    }
    std::cout.flush();
    std::fflush(nullptr);
    ::_exit(code); // no destructors: they belong to the parent
}

/// A limit on processes may be reached for a moment only, by others of the same user.
pid_t fork_patiently() {
    constexpr int tries = 20;
    constexpr timespec pause{0, 100'000'000};
    for (int i = 0;; ++i) {
        const pid_t child = ::fork();
        if (child >= 0) {
            return child;
        }
        if (errno != EAGAIN || i == tries) {
            fail("fork");
        }
        ::nanosleep(&pause, nullptr);
    }
}

/// The status of the ended child, or nothing while it runs.
std::optional<int> ended(pid_t child) {
    int status = 0;
    return ::waitpid(child, &status, WNOHANG) == child ? std::optional(status) : std::nullopt;
}

void wait_for(pid_t child, const Pipe& messages, const Pipe& output, std::chrono::milliseconds limit,
              ChildResult& result) {
    using Clock = std::chrono::steady_clock;
    constexpr int slice = 10; // milliseconds; a child may end without closing its pipes
    const auto deadline = Clock::now() + limit;
    std::array<pollfd, 2> polled{pollfd{messages.reading(), POLLIN, 0}, pollfd{output.reading(), POLLIN, 0}};
    const std::array<std::string*, 2> kept{&result.messages, &result.output};
    std::optional<int> status;
    while (!(status = ended(child))) {
        if (Clock::now() >= deadline) {
            result.timed_out = true;
            ::kill(-child, SIGKILL);
            ::kill(child, SIGKILL); // where it has not made its group yet
            int killed = 0;
            ::waitpid(child, &killed, 0);
            break;
        }
        ::poll(polled.data(), polled.size(), slice);
        for (std::size_t i = 0; i < polled.size(); ++i) {
            if (polled[i].revents != 0 && !drain(polled[i].fd, *kept[i])) {
                polled[i].fd = -1;
            }
        }
    }
    ::kill(-child, SIGKILL); // what it left behind
    drain(messages.reading(), result.messages);
    drain(output.reading(), result.output);
    if (status && WIFSIGNALED(*status)) {
        result.signal = WTERMSIG(*status);
    }
    if (status && WIFEXITED(*status)) {
        result.exit_code = WEXITSTATUS(*status);
    }
}

} // namespace

ChildResult run_in_child(const std::function<void(const SendLine&)>& work, std::chrono::milliseconds limit) {
    Pipe messages;
    Pipe output;
    // What is in our buffers would otherwise be written twice, and taken for output of the child.
    std::cout.flush();
    std::fflush(nullptr);
    const pid_t child = fork_patiently();
    if (child == 0) {
        be_child(work, messages, output);
    }
    messages.close_writing();
    output.close_writing();
    messages.make_reading_non_blocking();
    output.make_reading_non_blocking();
    ChildResult result;
    wait_for(child, messages, output, limit, result);
    return result;
}

std::string fault_of(const ChildResult& result, std::chrono::milliseconds limit, const std::string& check,
                     const std::filesystem::path& file) {
    const auto debug =
        fmt::format("run it in a debugger: gdb --args sinter plugins check {} --only {} --in-process",
                    file.string(), check);
    if (result.timed_out) {
        return fmt::format(
            "it did not end within {} s and was killed; to do: {}; --time-limit gives it longer",
            std::chrono::duration<double>(limit).count(), debug);
    }
    if (result.signal) {
        const char* name = ::sigabbrev_np(*result.signal);
        return fmt::format("it crashed: the process was ended by SIG{}; to do: {}",
                           name != nullptr ? name : "?", debug);
    }
    if (result.exit_code.value_or(1) != 0) {
        return fmt::format("it ended the process with exit status {}; to do: leave exit() to the host, and "
                           "let no exception out of a noexcept function",
                           result.exit_code.value_or(1));
    }
    return {};
}

} // namespace sinter::plugin
