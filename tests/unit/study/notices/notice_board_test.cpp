// SPDX-License-Identifier: Apache-2.0
#include "framework/study/notices/block_reports.hpp"
#include "framework/study/notices/notice_board.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace sinter;
using study::NoticeBoard;

namespace {

std::string numbered(int i) { return "message " + std::to_string(100000 + i); }

std::int64_t sum_of_counts(const std::vector<study::Notice>& notices) {
    return std::accumulate(notices.begin(), notices.end(), std::int64_t{0},
                           [](std::int64_t sum, const study::Notice& n) { return sum + n.count; });
}

} // namespace

TEST_CASE("of a flood of texts some are kept and all are counted, in whatever order they come") {
    constexpr int count = 20000;
    NoticeBoard forwards;
    NoticeBoard backwards;
    for (int i = 0; i < count; ++i) {
        forwards.add(numbered(i));
        backwards.add(numbered(count - 1 - i));
    }
    const auto kept = forwards.all();
    REQUIRE(kept.size() == NoticeBoard::most_notices + 1);
    CHECK(kept.front().text == numbered(0));
    CHECK(kept.back().text == NoticeBoard::others);
    CHECK(sum_of_counts(kept) == count);
    const auto other = backwards.all();
    REQUIRE(other.size() == kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        CHECK(other[i].text == kept[i].text);
        CHECK(other[i].count == kept[i].count);
    }
}

TEST_CASE("boards that were merged tell how many messages they did not keep") {
    NoticeBoard trial;
    for (int i = 0; i < 1000; ++i) {
        trial.add(numbered(i));
    }
    NoticeBoard study;
    for (int times = 0; times < 3; ++times) {
        for (const auto& notice : trial.all()) {
            study.add(notice.text, notice.count);
        }
    }
    CHECK(study.all().size() == NoticeBoard::most_notices + 1);
    CHECK(study.all().back().count == 3 * (1000 - static_cast<int>(NoticeBoard::most_notices)));
}

TEST_CASE("a text of ten million bytes is cut between two characters") {
    NoticeBoard board;
    board.add("x" + [] {
        std::string text;
        for (int i = 0; i < 5'000'000; ++i) {
            text += "\xC3\xA9";
        }
        return text;
    }());
    const auto text = board.all().front().text;
    CHECK(text.size() == NoticeBoard::longest_text - 1);
    CHECK(text.substr(text.size() - 2) == "\xC3\xA9");
}

TEST_CASE("a featurizer that reports a row that is not there, or one row many times, is bounded") {
    study::BlockReports reports(4);
    reports.error(7, "odd");
    reports.error(-1, "odd");
    for (int i = 0; i < 1000; ++i) {
        reports.error(2, numbered(i));
        reports.note(2, numbered(i));
    }
    REQUIRE(reports.errors().size() == 2);
    CHECK(reports.errors().at(0) == "the featurizer reports row 7 of 4: odd");
    CHECK(reports.errors().at(2) == numbered(0));
    CHECK(reports.notes().size() == NoticeBoard::most_notices + 1);
}

TEST_CASE("bytes that are no text, and what does not show, are kept by their codes") {
    NoticeBoard board;
    board.add("a\xff\x1b[31m\xe2\x80\xae"
              "b\n");
    CHECK(board.all().front().text == "a<0xFF><U+001B>[31m<U+202E>b\n");
}
