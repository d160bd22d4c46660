// SPDX-License-Identifier: Apache-2.0
//
// What the reader of a study should know. However much plugins say, it is bounded, and the bound is told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// A thing the reader should know, and how often it came up.
struct Notice {
    std::string text;
    std::int64_t count = 1;
    bool detail = false; ///< of one trial only: it stands in the log, not among the notices of the study
};

/// Lines, each with its count. Of more texts than are kept those that come first in the order of their
/// letters stay, so that what is kept does not depend on threads; the other messages are counted. Any thread.
class NoticeBoard {
public:
    static constexpr std::size_t most_notices = 256; ///< different texts
    static constexpr std::size_t most_details = 64;  ///< the same of details
    static constexpr std::size_t longest_text = 2000;
    static constexpr std::string_view others =
        "and further messages with other texts, which are only counted";

    void add(std::string_view given, std::int64_t count = 1);
    void add_detail(std::string_view text, std::int64_t count = 1);
    /// Sorted by text, notices first; what was only counted comes last of its kind.
    [[nodiscard]] std::vector<Notice> all() const;

private:
    struct Counts {
        std::map<std::string, std::int64_t, std::less<>> texts;
        std::int64_t others = 0;

        void add(std::string_view given, std::int64_t count, std::size_t most);
        void append_to(std::vector<Notice>& list, bool detail) const;
    };

    mutable std::mutex mutex_;
    Counts notices_;
    Counts details_;
};

} // namespace sinter::study
