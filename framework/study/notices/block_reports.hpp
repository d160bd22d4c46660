// SPDX-License-Identifier: Apache-2.0
//
// What featurizers say about a block of rows.
#pragma once

#include "framework/study/notices/notice_board.hpp"

#include <sinter/featurizer.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// However much they say: notes are bounded, a row has one error, and a row that is not there is told as an
/// error of the first one. One thread at a time.
class BlockReports final : public RowReports {
public:
    /// The block has `rows` rows.
    explicit BlockReports(Index rows) : rows_(rows) {}

    void note(Index row, std::string_view text) override;
    void error(Index row, std::string_view text) override;

    [[nodiscard]] std::vector<Notice> notes() const { return notes_.all(); }
    /// By row of the block.
    [[nodiscard]] const std::map<Index, std::string>& errors() const noexcept { return errors_; }

private:
    Index rows_;
    NoticeBoard notes_;
    std::map<Index, std::string> errors_;
};

} // namespace sinter::study
