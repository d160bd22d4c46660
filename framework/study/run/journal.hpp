// SPDX-License-Identifier: Apache-2.0
//
// The journal of a run: one line per finished or failed trial, appended and synced, so that a run that was
// killed goes on where it was. A line is a JSON object; docs/run-folder.md explains it.
#pragma once

#include "framework/study/plan/plan.hpp"
#include "framework/study/run/run_trial.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sinter::study {

/// What is known of a line without the plan: enough to tell whose it is.
struct JournalEntry {
    std::string trial;    ///< its id
    std::string strategy; ///< as it was called
    int repeat = 0;
    int fold = 0;
    bool failed = false;
    std::string error; ///< of a failed one
    double seconds = 0;
    std::string line;       ///< as it stands there, without its digest
    std::size_t number = 0; ///< of the line, from 1
};

/// What a journal holds: of several lines for one trial the last counts.
struct JournalContent {
    std::map<std::string, JournalEntry> entries; ///< by trial id
    /// Lines that can't be used, each with its number and the reason; but none of a trial that has a good line
    /// further down: it has been run again.
    std::vector<std::string> problems;
    bool cut_short = false; ///< the last line has no end: the run was killed while it wrote it
};

/// Reads a journal; one that isn't there is empty. Throws InputError (data, or machine) where it can't be
/// read, or is no regular file.
[[nodiscard]] JournalContent read_journal(const std::filesystem::path& file);

/// A journal that is written to. While it lives nobody else can open the same one.
/// Members may be called from any thread.
class Journal {
public:
    /// Makes the file where it isn't there, and cuts off a last line without an end. Throws InputError
    /// (machine) where another run has it open (it says which process) or it can't be written, (data) where
    /// it is no regular file.
    explicit Journal(std::filesystem::path file);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// Whether a last line without an end was cut off: the run before was killed while it wrote it.
    [[nodiscard]] bool was_cut_short() const noexcept { return was_cut_short_; }

    /// Of its file: nobody else in the process may close it.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

    /// Appends a line, with its digest. From then on it outlives the process, however that ends; a thread of
    /// the journal's own brings it to the disk, so that it soon outlives the machine too: a disk takes longer
    /// for that than many a trial. Throws InputError (machine) where this line, or bringing an earlier one to
    /// the disk, failed.
    void append(std::string_view line);
    /// Waits until all lines are on the disk. Throws as append.
    void sync();

private:
    void keep_syncing();
    /// In a thread of its own; where there can be none, sync() does it.
    void start_syncing();
    void sync_now(std::unique_lock<std::mutex>& guard);
    void require_no_failure() const;

    std::filesystem::path file_;
    int descriptor_ = -1;
    bool was_cut_short_ = false;
    std::mutex mutex_; ///< guards what follows, and writing
    std::condition_variable changed_;
    std::uint64_t written_ = 0; ///< lines
    std::uint64_t synced_ = 0;
    std::string failure_; ///< of syncing; empty: none
    bool closing_ = false;
    std::thread syncing_;
};

} // namespace sinter::study
