// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/records.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/sha256.hpp"
#include "framework/run_folder/changed_data.hpp"
#include "framework/run_folder/file_names.hpp"
#include "framework/run_folder/lock_file.hpp"
#include "framework/run_folder/plain_folder.hpp"
#include "framework/run_folder/report_writer.hpp"
#include "framework/run_folder/run_folder.hpp"
#include "framework/run_folder/trial_list.hpp"
#include "framework/run_folder/write_file.hpp"
#include "framework/study/plan/effective_config.hpp"
#include "framework/study/plan/splits_file.hpp"
#include "framework/study/run/study_record_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace sinter::cli {
namespace {

namespace fs = std::filesystem;
using SortedJson = nlohmann::json;
using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::InputError;
using report::FileDigests;

/// What was noted when files were written.
struct Written {
    std::string stamp;        ///< of a report: what it was made from
    std::string trials;       ///< the same: its trials, whatever of them was done
    std::size_t finished = 0; ///< the same: trials with results
    FileDigests files;
};

fs::path note_of_records(const fs::path& folder) {
    return folder / run_folder::journal_folder / run_folder::records_note;
}

fs::path note_of_report(const fs::path& folder) {
    return folder / run_folder::journal_folder / run_folder::report_note;
}

/// The folder may be anybody's: a name leads to a file in it.
bool stays_inside(const fs::path& name) {
    return !name.empty() && name.is_relative() && name == name.lexically_normal() && *name.begin() != "..";
}

/// What is absent or damaged is left out; a file then counts as one that was not written.
Written read_note(const fs::path& file) {
    Written written;
    const auto json = SortedJson::parse(text_of(file), nullptr, false);
    if (!json.is_object()) {
        return written;
    }
    const auto text = [&](const char* key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    written.stamp = text("stamp");
    written.trials = text("trials");
    const auto finished = json.find("finished");
    written.finished =
        finished != json.end() && finished->is_number_unsigned() ? finished->get<std::size_t>() : 0;
    const auto files = json.find("files");
    if (files != json.end() && files->is_object()) {
        for (const auto& [name, digest] : files->items()) {
            if (digest.is_string() && stays_inside(name)) {
                written.files[name] = digest.get<std::string>();
            }
        }
    }
    return written;
}

void write_note(const fs::path& file, const Written& written) {
    SortedJson json{{"files", written.files}};
    if (!written.stamp.empty()) {
        json["stamp"] = written.stamp;
        json["trials"] = written.trials;
        json["finished"] = written.finished;
    }
    report::write_file(file, json.dump(1, ' ', false, SortedJson::error_handler_t::replace) + "\n");
}

bool is_as_written(const fs::path& folder, const std::string& name, const std::string& digest) {
    return bytes::sha256(text_of(folder / name)) == digest;
}

std::vector<std::string> damaged(const fs::path& folder, const FileDigests& files) {
    std::vector<std::string> names;
    for (const auto& [name, digest] : files) {
        if (!is_as_written(folder, name, digest)) {
            names.push_back(name);
        }
    }
    return names;
}

std::string digest_of_trials(const study::Plan& plan) {
    std::vector<std::string> ids;
    for (const auto& trial : plan.trials) {
        ids.push_back(trial.id);
    }
    std::sort(ids.begin(), ids.end());
    return bytes::sha256(fmt::format("{}", fmt::join(ids, " ")));
}

/// What a report depends on beside the journal: the plan and its text.
std::string stamp_of(const study::Plan& plan) {
    std::string content = study::effective_config(plan, study::Origins::left_out) + plan.config.text;
    for (const auto& trial : plan.trials) {
        content += trial.id;
    }
    return bytes::sha256(content);
}

/// The same with what is in the journal.
std::string stamp_of_report(const std::string& stamp_of_plan, const fs::path& folder) {
    std::error_code ignored;
    return bytes::sha256(
        fmt::format("{} {} " SINTER_VERSION, stamp_of_plan, fs::file_size(journal_of(folder), ignored)));
}

std::size_t finished_of(const study::Outcomes& outcomes) {
    return static_cast<std::size_t>(
        std::count_if(outcomes.begin(), outcomes.end(), [](const auto& o) { return o && o->error.empty(); }));
}

/// Why a report of these trials must not replace the one that was written; empty: it may.
std::string loss(const Written& written, const std::string& trials, std::size_t finished) {
    if (written.trials == trials) {
        return finished < written.finished ? fmt::format("the report there has {}, and now there {} {}",
                                                         bytes::counted(written.finished, "finished trial"),
                                                         bytes::for_count(finished, "is", "are"), finished)
                                           : std::string();
    }
    return written.finished > 0 && finished == 0
               ? fmt::format("the report there has {} of other options, plugins or folds, and of "
                             "these none is finished",
                             bytes::counted(written.finished, "finished trial"))
               : std::string();
}

} // namespace

bool report_is_current(const study::Plan& plan, const fs::path& folder) {
    const Written records = read_note(note_of_records(folder));
    const Written written = read_note(note_of_report(folder));
    return records.files.contains(run_folder::study_file) && !written.files.empty() &&
           written.stamp == stamp_of_report(stamp_of(plan), folder) &&
           damaged(folder, records.files).empty() && damaged(folder, written.files).empty();
}

std::vector<std::string> damaged_files(const fs::path& folder) {
    auto names = damaged(folder, read_note(note_of_records(folder)).files);
    const auto of_report = damaged(folder, read_note(note_of_report(folder)).files);
    names.insert(names.end(), of_report.begin(), of_report.end());
    return names;
}

namespace {

/// Throws InputError (data) if the file is not as `run` or `report` wrote it; of one that neither wrote nothing is said.
void require_as_written(const fs::path& folder, const std::string& name) {
    const auto damaged = damaged_files(folder);
    if (std::find(damaged.begin(), damaged.end(), name) != damaged.end()) {
        throw InputError(
            ErrorKind::data, {(folder / name).string(), 0, 0}, "the file was changed since the run wrote it",
            {"`sinter run` of the same config writes it again, and runs no finished trial twice"});
    }
}

} // namespace

bool has_report_of_others(const study::Plan& plan, const fs::path& folder) {
    const Written written = read_note(note_of_report(folder));
    return written.finished > 0 && written.trials != digest_of_trials(plan);
}

std::string loss_by_report(const study::Plan& plan, const study::Outcomes& outcomes, const fs::path& folder) {
    return loss(read_note(note_of_report(folder)), digest_of_trials(plan), finished_of(outcomes));
}

std::string loss_by_report(const study::Outcomes& outcomes, const fs::path& folder) {
    return loss(read_note(note_of_report(folder)), read_note(note_of_records(folder)).trials,
                finished_of(outcomes));
}

void write_records(const study::Plan& plan, const study::FeatureMatrix& features, const fs::path& folder) {
    Written written;
    written.stamp = stamp_of(plan);
    written.trials = digest_of_trials(plan);
    const auto write = [&](const char* name, const std::string& content) {
        report::write_file(folder / name, content);
        written.files[name] = bytes::sha256(content);
    };
    write(run_folder::config_file, plan.config.text);
    write(run_folder::effective_config_file, study::effective_config(plan, study::Origins::shown));
    write(run_folder::lock_file, study::lock_json(plan));
    write(run_folder::splits_file, study::splits_json(plan));
    write(run_folder::trials_file, report::trials_csv(plan));
    write(run_folder::rows_file, rows_json(plan));
    write(run_folder::study_file, study::study_record_json(study::record_of(plan, features)));
    write_note(note_of_records(folder), written);
}

study::StudyRecord stored_record(const fs::path& folder) {
    require_as_written(folder, run_folder::study_file);
    const fs::path file = folder / run_folder::study_file;
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        throw InputError(
            ErrorKind::data, {file.string(), 0, 0}, "the record of the study is not there",
            {"`sinter run` of the same config writes it again, and runs no finished trial twice"});
    }
    return study::read_study_record(text_of(file), file.string());
}

void write_report(const report::ScoredStudy& scored, const fs::path& folder) {
    const Written records = read_note(note_of_records(folder));
    Written written;
    written.files = report::write_report_files(scored, folder);
    written.stamp = stamp_of_report(records.stamp, folder);
    written.trials = records.trials;
    written.finished = static_cast<std::size_t>(scored.results.finished_trials);
    write_note(note_of_report(folder), written);
}

ReportTurn::ReportTurn(const fs::path& folder)
    : descriptor_(::open((folder / run_folder::journal_folder).c_str(),
                         O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)) {
    while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
    }
}

ReportTurn::~ReportTurn() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

} // namespace sinter::cli
