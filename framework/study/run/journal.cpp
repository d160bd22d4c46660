// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/journal.hpp"

#include "framework/bytes/regular_file.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/diagnostics/system_error.hpp"
#include "framework/study/run/journal_line.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;
namespace fs = std::filesystem;

struct DamagedLine {
    std::string trial; ///< empty: not to be read
    std::size_t number = 0;
    std::string problem;
};

[[noreturn]] void fail(const fs::path& file, ErrorKind kind, const std::string& what) {
    throw InputError(kind, {file.string(), 0, 0}, what);
}

[[noreturn]] void fail_to_write(const fs::path& file, const std::string& what, int error) {
    fail(file, ErrorKind::machine, what + ": " + diagnostics::system_text(error));
}

std::optional<JournalEntry> entry_of(std::string_view signed_line, std::size_t number, std::string& problem) {
    const auto line = line_without_digest(signed_line, problem);
    if (!line) {
        problem = fmt::format("line {} {}", number, problem);
        return std::nullopt;
    }
    try {
        const auto json = nlohmann::json::parse(*line);
        JournalEntry entry;
        entry.trial = json.at("trial").get<std::string>();
        entry.strategy = json.at("strategy").get<std::string>();
        entry.repeat = json.at("repeat").get<int>();
        entry.fold = json.at("fold").get<int>();
        entry.seconds = json.at("seconds").is_null() ? 0 : json.at("seconds").get<double>();
        entry.failed = json.contains("error");
        entry.error = entry.failed ? json.at("error").get<std::string>() : std::string();
        entry.line = *line;
        entry.number = number;
        return entry;
    } catch (const nlohmann::json::exception&) {
        problem = fmt::format("line {} is not a trial's line", number);
        return std::nullopt;
    }
}

/// Who holds the lock, for the message; the file may be anybody's, so only a plain number is believed.
std::string holder_of(const fs::path& lock) {
    const std::string text = bytes::whole_file(lock, bytes::Links::refused).value_or(std::string());
    long process = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), process);
    return error == std::errc() && process > 0 ? fmt::format(" (process {})", process) : std::string();
}

/// Only holder_of reads it, so the run goes on if it cannot be written.
void write_holder(const fs::path& lock) {
    const int descriptor = bytes::open_regular(lock, O_WRONLY | O_CREAT | O_TRUNC, bytes::Links::refused);
    if (descriptor >= 0) {
        const std::string text = fmt::format("{}\n", ::getpid());
        [[maybe_unused]] const auto ignored = ::write(descriptor, text.data(), text.size());
        ::close(descriptor);
    }
}

/// What a damaged line is of, if that much of it can be read; empty: it cannot.
std::string trial_named_by(std::string_view line) {
    constexpr std::string_view begin = "{\"trial\":\"";
    const std::size_t end = line.find('"', begin.size());
    return line.starts_with(begin) && end != std::string_view::npos
               ? std::string(line.substr(begin.size(), end - begin.size()))
               : std::string();
}

/// Cuts off what stands behind the last line feed; whether there was something.
bool cut_tail(int descriptor, const fs::path& file) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) {
        fail_to_write(file, "cannot read the journal", errno);
    }
    off_t end = status.st_size;
    char last = 0;
    while (end > 0 && ::pread(descriptor, &last, 1, end - 1) == 1 && last != '\n') {
        --end;
    }
    if (end != status.st_size && ::ftruncate(descriptor, end) != 0) {
        fail_to_write(file, "cannot mend the journal's last line", errno);
    }
    return end != status.st_size;
}

} // namespace

JournalContent read_journal(const fs::path& file) {
    JournalContent content;
    const auto text = bytes::whole_file(file, bytes::Links::refused);
    if (!text && errno == ENOENT) {
        return content;
    }
    if (!text) {
        const int error = errno;
        fail(file, diagnostics::kind_of(error, ErrorKind::data),
             "the journal cannot be read: " + bytes::why_not_opened(error));
    }
    std::vector<DamagedLine> damaged;
    std::size_t begin = 0;
    for (std::size_t number = 1; begin < text->size(); ++number) {
        const std::size_t end = text->find('\n', begin);
        if (end == std::string::npos) {
            content.cut_short = true;
            break;
        }
        const std::string_view line = std::string_view(*text).substr(begin, end - begin);
        std::string problem;
        if (auto entry = entry_of(line, number, problem)) {
            const std::string trial = entry->trial;
            content.entries.insert_or_assign(trial, std::move(*entry));
        } else {
            damaged.push_back({trial_named_by(line), number, problem});
        }
        begin = end + 1;
    }
    for (const auto& line : damaged) {
        const auto later = content.entries.find(line.trial);
        // The trial has been run again since, so there is nothing to be said of it any more.
        if (later == content.entries.end() || later->second.number < line.number) {
            content.problems.push_back(line.problem);
        }
    }
    return content;
}

Journal::Journal(fs::path file) : file_(std::move(file)) {
    descriptor_ = bytes::open_regular(file_, O_RDWR | O_CREAT | O_APPEND, bytes::Links::refused);
    if (descriptor_ < 0) {
        const int error = errno;
        fail(file_, diagnostics::kind_of(error, ErrorKind::data),
             "cannot write the journal: " + bytes::why_not_opened(error));
    }
    const fs::path holder = file_.parent_path() / "running";
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        ::close(std::exchange(descriptor_, -1));
        if (error == EWOULDBLOCK) {
            throw InputError(ErrorKind::machine, {file_.parent_path().parent_path().string(), 0, 0},
                             "another run is at work in this folder" + holder_of(holder),
                             {"wait for it, or run in a folder of its own: --fresh, or --output DIR"});
        }
        fail_to_write(file_, "cannot lock the journal", error);
    }
    try {
        was_cut_short_ = cut_tail(descriptor_, file_);
    } catch (...) {
        ::close(std::exchange(descriptor_, -1));
        throw;
    }
    write_holder(holder);
    start_syncing();
}

void Journal::start_syncing() {
    try {
        syncing_ = std::thread([this] { keep_syncing(); });
    } catch (const std::system_error& error) {
        const std::string text = fmt::format(
            "there is no thread that brings the journal to the disk ({}); it is brought there at the end\n",
            error.code().message());
        (void)std::fputs(text.c_str(), stderr); // unlike fmt::print it does not throw
    }
}

Journal::~Journal() {
    {
        const std::lock_guard guard(mutex_);
        closing_ = true;
    }
    changed_.notify_all();
    if (syncing_.joinable()) {
        syncing_.join();
    }
    std::error_code ignored;
    fs::remove(file_.parent_path() / "running", ignored);
    ::close(descriptor_); // and with it the lock
}

void Journal::keep_syncing() {
    std::unique_lock guard(mutex_);
    for (;;) {
        changed_.wait(guard, [&] { return closing_ || synced_ < written_; });
        if (synced_ == written_) {
            return;
        }
        sync_now(guard);
    }
}

void Journal::sync_now(std::unique_lock<std::mutex>& guard) {
    const std::uint64_t reached = written_;
    guard.unlock();
    const bool failed = ::fdatasync(descriptor_) != 0;
    const std::string reason = failed ? diagnostics::system_text(errno) : std::string();
    guard.lock();
    synced_ = reached;
    failure_ = failed ? "cannot write the journal to disk: " + reason : failure_;
    changed_.notify_all();
}

void Journal::require_no_failure() const {
    if (!failure_.empty()) {
        fail(file_, ErrorKind::machine, failure_);
    }
}

void Journal::append(std::string_view line) {
    const std::string text = line_with_digest(line) + '\n';
    {
        const std::lock_guard guard(mutex_);
        require_no_failure();
        std::size_t written = 0;
        while (written < text.size()) {
            const auto count = ::write(descriptor_, text.data() + written, text.size() - written);
            if (count < 0 && errno == EINTR) {
                continue;
            }
            if (count < 0) {
                // A part of the line may stand there now: no other one may come behind it.
                failure_ = "cannot write the journal: " + diagnostics::system_text(errno);
                require_no_failure();
            }
            written += static_cast<std::size_t>(count);
        }
        ++written_;
    }
    changed_.notify_all();
}

void Journal::sync() {
    std::unique_lock guard(mutex_);
    if (!syncing_.joinable()) {
        sync_now(guard);
    }
    changed_.wait(guard, [&] { return synced_ == written_; });
    require_no_failure();
}

} // namespace sinter::study
