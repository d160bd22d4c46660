// SPDX-License-Identifier: Apache-2.0
#include "framework/study/notices/notice_board.hpp"

#include "framework/bytes/shown_text.hpp"

#include <iterator>

namespace sinter::study {
namespace {

/// Cut between two characters.
std::string_view bounded(std::string_view text) {
    if (text.size() <= NoticeBoard::longest_text) {
        return text;
    }
    constexpr unsigned char continues = 0x80;
    constexpr unsigned char mask = 0xC0;
    std::size_t size = NoticeBoard::longest_text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & mask) == continues) {
        --size;
    }
    return text.substr(0, size);
}

} // namespace

void NoticeBoard::Counts::add(std::string_view given, std::int64_t count, std::size_t most) {
    const std::string text = bytes::shown_text(bounded(given), bytes::Layout::lines);
    if (text == NoticeBoard::others) {
        others += count;
        return;
    }
    if (const auto found = texts.find(text); found != texts.end()) {
        found->second += count;
        return;
    }
    if (texts.size() >= most) {
        const auto last = std::prev(texts.end());
        if (last->first < text) {
            others += count;
            return;
        }
        others += last->second;
        texts.erase(last);
    }
    texts.emplace(text, count);
}

void NoticeBoard::Counts::append_to(std::vector<Notice>& list, bool detail) const {
    for (const auto& [text, count] : texts) {
        list.push_back({text, count, detail});
    }
    if (others > 0) {
        list.push_back({std::string(NoticeBoard::others), others, detail});
    }
}

void NoticeBoard::add(std::string_view text, std::int64_t count) {
    const std::lock_guard lock(mutex_);
    notices_.add(text, count, most_notices);
}

void NoticeBoard::add_detail(std::string_view text, std::int64_t count) {
    const std::lock_guard lock(mutex_);
    details_.add(text, count, most_details);
}

std::vector<Notice> NoticeBoard::all() const {
    const std::lock_guard lock(mutex_);
    std::vector<Notice> result;
    notices_.append_to(result, false);
    details_.append_to(result, true);
    return result;
}

} // namespace sinter::study
