// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/terminal/terminal.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/shown_text.hpp"
#include "framework/diagnostics/system_error.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace sinter::cli {
namespace {

// A process has one standard output and one standard error; this is their state, as ferror() is.
std::atomic<int> result_error{0};
std::atomic<std::size_t> dropped{0};
std::atomic<bool> result_to_terminal{false};

/// A caught signal is back at its default in programs that are started, an ignored one is not.
void catch_nothing(int /*signal*/) {}

void open_if_closed(int descriptor) {
    if (::fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) {
        const int nothing = ::open("/dev/null", O_RDWR | O_NOCTTY); // the lowest that is free
        if (nothing >= 0 && nothing != descriptor) {
            ::dup2(nothing, descriptor);
            ::close(nothing);
        }
    }
}

/// 0, or the error. Standard error may be one that does not wait (a socket of ssh): then it is waited for,
/// yet not for ever.
int write_all(int descriptor, std::string_view text) {
    constexpr int patience = 2000; // milliseconds
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            pollfd room{descriptor, POLLOUT, 0};
            if (::poll(&room, 1, patience) == 0) {
                return EAGAIN;
            }
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

bool note_failure() {
    if (!result_to_terminal.load()) {
        int none = 0;
        result_error.compare_exchange_strong(none, errno == 0 ? EIO : errno);
    }
    std::clearerr(stdout);
    return result_to_terminal.load();
}

void write_to_error(std::string_view text) {
    if (write_all(STDERR_FILENO, text) != 0) {
        ++dropped;
    }
}

} // namespace

void prepare_standard_streams() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        open_if_closed(descriptor);
    }
    result_to_terminal.store(::isatty(STDOUT_FILENO) != 0);
    for (const int signal : {SIGPIPE, SIGXFSZ}) {
        struct sigaction before {};
        if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_DFL) {
            struct sigaction action {};
            action.sa_handler = catch_nothing;
            action.sa_flags = SA_RESTART;
            ::sigaction(signal, &action, nullptr);
        }
    }
}

bool print(std::string_view text) { return print_data(bytes::shown_text(text, bytes::Layout::lines)); }

bool print_data(std::string_view text) {
    if (result_error.load() != 0) {
        return false;
    }
    errno = 0;
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() || note_failure();
}

void say(std::string_view text) { write_to_error(bytes::shown_text(text, bytes::Layout::lines)); }

void redraw(std::size_t before, const std::vector<std::string>& lines) {
    std::string text = before > 0 ? fmt::format("\x1b[{}A", before) : std::string();
    for (const auto& line : lines) {
        text += "\x1b[2K" + bytes::shown_text(line) + "\n";
    }
    write_to_error(text);
}

std::string unwritten_result() {
    errno = 0;
    if (std::fflush(stdout) != 0) {
        note_failure();
    }
    const int error = result_error.load();
    return error == 0 ? std::string() : diagnostics::system_text(error);
}

void say_what_was_dropped() {
    if (const std::size_t count = dropped.load(); count > 0) {
        say(fmt::format("{} could not be written here\n", bytes::counted(count, "line")));
    }
}

} // namespace sinter::cli
