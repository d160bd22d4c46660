// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/feature_csv.hpp"

#include "framework/cli/terminal/terminal.hpp"
#include "framework/data/join/row_batch.hpp"
#include "framework/diagnostics/system_error.hpp"
#include "framework/report/text/csv_text.hpp"
#include "framework/study/notices/block_reports.hpp"
#include "framework/study/notices/notice_board.hpp"
#include "framework/study/plan/feature_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

namespace sinter::cli {
namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;

constexpr std::int64_t rows_a_block = 1024;

/// Text of one block and what its featurizers said.
struct Block {
    explicit Block(Index rows) : reports(rows) {}

    std::string csv;
    study::BlockReports reports;
};

void fill(const FeatureSource& source, std::int64_t first, std::int64_t count, Index width, Block& block) {
    const data::RowBatch batch(source.dataset, first, count);
    RowMatrix values(count, width);
    Index column = 0;
    for (const auto& featurizer : source.featurizers) {
        const auto own = static_cast<Index>(featurizer->features().size());
        auto part = values.middleCols(column, own);
        featurizer->featurize(Materials(batch.view()), MatrixOut(part), block.reports);
        column += own;
    }
    report::CsvText csv;
    const Materials materials(batch.view());
    for (Index i = 0; i < count; ++i) {
        csv.text(materials.name(i));
        for (Index j = 0; j < width; ++j) {
            csv.number(values(i, j));
        }
        csv.end_row();
    }
    block.csv = csv.str();
}

/// A file that is renamed into place when it is complete;
/// a device or pipe, which is written to as it is; or standard output.
class Output {
public:
    explicit Output(const std::optional<std::filesystem::path>& path) : path_(path) {
        if (!path_) {
            return;
        }
        std::error_code ignored;
        const auto status = std::filesystem::status(*path_, ignored);
        const bool special = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
        opened_ = special ? path_->string() : path_->string() + ".partial";
        renamed_ = !special;
        file_ = std::fopen(opened_.c_str(), "wbe");
        if (file_ == nullptr) {
            fail(errno);
        }
    }
    ~Output() {
        if (file_ != nullptr) {
            std::fclose(file_);
            remove_partial();
        }
    }
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    /// False: nobody takes what is written to standard output.
    bool write(const std::string& text) {
        if (!path_) {
            return print_data(text);
        }
        if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) {
            fail(errno);
        }
        return true;
    }
    void finish() {
        if (!path_) {
            return; // the program says at its end whether all went out
        }
        const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
        if (!closed || (renamed_ && std::rename(opened_.c_str(), path_->c_str()) != 0)) {
            const int error = errno;
            remove_partial();
            fail(error);
        }
    }

private:
    void remove_partial() const {
        if (renamed_) {
            std::remove(opened_.c_str());
        }
    }
    [[noreturn]] void fail(int error) const {
        throw InputError(diagnostics::kind_of(error, ErrorKind::data), {path_->string(), 0, 0},
                         fmt::format("cannot be written: {}", diagnostics::system_text(error)));
    }
    std::optional<std::filesystem::path> path_;
    std::string opened_;
    bool renamed_ = false;
    std::FILE* file_ = nullptr;
};

[[noreturn]] void fail_rows(const FeatureSource& source, std::int64_t first, const Block& block) {
    diagnostics::Diagnostics diagnostics;
    for (const auto& [row, text] : block.reports.errors()) {
        const auto material = source.dataset.row_materials[static_cast<std::size_t>(first + row)];
        diagnostics.error(
            ErrorKind::data, {},
            fmt::format("{} cannot be featurized: {}", source.dataset.materials.name(material), text));
    }
    throw InputError(diagnostics);
}

std::string header(const std::vector<Feature>& features) {
    report::CsvText csv;
    csv.text("formula");
    for (const auto& feature : features) {
        csv.text(feature.name);
    }
    csv.end_row();
    return csv.str();
}

} // namespace

std::vector<study::Notice> write_features(const FeatureSource& source,
                                          const std::optional<std::filesystem::path>& output,
                                          threads::Workers& workers) {
    const auto features = study::all_features(source.featurizers);
    const auto width = static_cast<Index>(features.size());
    const std::int64_t rows = source.dataset.row_count();
    const std::int64_t wave = rows_a_block * workers.thread_count() * 4;
    study::NoticeBoard notes;
    Output file(output);
    bool taken = file.write(header(features));
    for (std::int64_t begin = 0; taken && begin < rows; begin += wave) {
        const std::int64_t in_wave = std::min(wave, rows - begin);
        std::vector<std::unique_ptr<Block>> blocks(
            static_cast<std::size_t>((in_wave + rows_a_block - 1) / rows_a_block));
        workers.parallel_for(static_cast<std::int64_t>(blocks.size()), [&](std::int64_t b) {
            auto& block = blocks[static_cast<std::size_t>(b)];
            const std::int64_t offset = b * rows_a_block;
            const std::int64_t count = std::min(rows_a_block, in_wave - offset);
            block = std::make_unique<Block>(count);
            fill(source, begin + offset, count, width, *block);
        });
        for (std::size_t b = 0; b < blocks.size(); ++b) {
            if (!blocks[b]->reports.errors().empty()) {
                fail_rows(source, begin + static_cast<std::int64_t>(b) * rows_a_block, *blocks[b]);
            }
            taken = file.write(blocks[b]->csv);
            for (const auto& note : blocks[b]->reports.notes()) {
                notes.add(note.text, note.count);
            }
        }
    }
    file.finish();
    return notes.all();
}

} // namespace sinter::cli
