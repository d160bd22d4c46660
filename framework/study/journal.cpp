// SPDX-License-Identifier: Apache-2.0
#include "framework/study/journal.hpp"

#include "framework/bytes/whole_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
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

[[noreturn]] void fail(const fs::path& file, const std::string& what) {
    throw InputError(ErrorKind::data, {file.string(), 0, 0}, what);
}

std::string error_text() { return std::strerror(errno); }

std::optional<JournalEntry> entry_of(const std::string& line, std::size_t number, std::string& problem) {
    try {
        const auto json = nlohmann::json::parse(line);
        JournalEntry entry;
        entry.unit = json.at("unit").get<std::string>();
        entry.strategy = json.at("strategy").get<std::string>();
        entry.repeat = json.at("repeat").get<int>();
        entry.fold = json.at("fold").get<int>();
        entry.seconds = json.at("seconds").is_null() ? 0 : json.at("seconds").get<double>();
        entry.failed = json.contains("error");
        entry.error = entry.failed ? json.at("error").get<std::string>() : std::string();
        entry.line = line;
        entry.number = number;
        return entry;
    } catch (const nlohmann::json::exception&) {
        problem = fmt::format("line {} is not a unit's line", number);
        return std::nullopt;
    }
}

/// Who holds the lock, for the message; the file may be anybody's, so only a plain number is believed.
std::string holder_of(const fs::path& lock) {
    std::ifstream stream(lock);
    long process = 0;
    return stream >> process && process > 0 ? fmt::format(" (process {})", process) : std::string();
}

/// Cuts off what stands behind the last line feed; whether there was something.
bool cut_tail(int descriptor, const fs::path& file) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) {
        fail(file, "cannot read the journal: " + error_text());
    }
    off_t end = status.st_size;
    char last = 0;
    while (end > 0 && ::pread(descriptor, &last, 1, end - 1) == 1 && last != '\n') {
        --end;
    }
    if (end != status.st_size && ::ftruncate(descriptor, end) != 0) {
        fail(file, "cannot mend the journal's last line: " + error_text());
    }
    return end != status.st_size;
}

} // namespace

JournalContent read_journal(const fs::path& file) {
    JournalContent content;
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        return content;
    }
    const auto text = bytes::whole_file(file);
    if (!text) {
        fail(file, "the journal cannot be read");
    }
    std::size_t begin = 0;
    for (std::size_t number = 1; begin < text->size(); ++number) {
        const std::size_t end = text->find('\n', begin);
        if (end == std::string::npos) {
            content.cut_short = true;
            break;
        }
        std::string problem;
        if (auto entry = entry_of(text->substr(begin, end - begin), number, problem)) {
            const std::string unit = entry->unit;
            content.entries.insert_or_assign(unit, std::move(*entry));
        } else {
            content.problems.push_back(problem);
        }
        begin = end + 1;
    }
    return content;
}

Journal::Journal(fs::path file) : file_(std::move(file)) {
    descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (descriptor_ < 0) {
        fail(file_, "cannot write the journal: " + error_text());
    }
    const fs::path holder = file_.parent_path() / "running";
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        const bool held = errno == EWOULDBLOCK;
        const std::string reason = error_text();
        ::close(std::exchange(descriptor_, -1));
        if (held) {
            throw InputError(ErrorKind::data, {file_.parent_path().parent_path().string(), 0, 0},
                             "another run is at work in this folder" + holder_of(holder),
                             {"wait for it, or run in a folder of its own: --fresh, or --output DIR"});
        }
        fail(file_, "cannot lock the journal: " + reason);
    }
    try {
        was_cut_short_ = cut_tail(descriptor_, file_);
    } catch (...) {
        ::close(std::exchange(descriptor_, -1));
        throw;
    }
    std::ofstream(holder) << ::getpid() << '\n';
    start_syncing();
}

void Journal::start_syncing() {
    try {
        syncing_ = std::thread([this] { keep_syncing(); });
    } catch (const std::system_error& error) {
        fmt::print(
            stderr,
            "there is no thread that brings the journal to the disk ({}); it is brought there at the end\n",
            error.code().message());
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
    const std::string reason = failed ? error_text() : std::string();
    guard.lock();
    synced_ = reached;
    failure_ = failed ? "cannot write the journal to disk: " + reason : failure_;
    changed_.notify_all();
}

void Journal::require_no_failure() const {
    if (!failure_.empty()) {
        fail(file_, failure_);
    }
}

void Journal::append(std::string_view line) {
    std::string text(line);
    text += '\n';
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
                fail(file_, "cannot write the journal: " + error_text());
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
