// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/utf8.hpp"
#include "framework/report/page/html_page.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/report/text/csv_text.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sinter;
using namespace sinter::report;

namespace {

std::string cell_of(const std::string& text) { return CsvText().text(text).str(); }

/// Every byte, the marks of direction, and a sequence that a terminal obeys.
std::string everything() {
    std::string text = "\x1b]0;title\x07\xE2\x80\xAE\xE2\x81\xA6\xC2\x9B";
    for (int byte = 0; byte < 256; ++byte) {
        text += static_cast<char>(byte);
    }
    return text;
}

/// Valid UTF-8, and no control characters but line feeds.
void check_clean(const std::string& text) {
    CHECK(bytes::first_invalid_utf8(text) == text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n') || byte == 0x7F) {
            FAIL("a control character: " << static_cast<int>(byte));
        }
    }
    for (const char* mark : {"\xE2\x80\xAE", "\xE2\x81\xA6", "\xC2\x9B"}) {
        CHECK(text.find(mark) == std::string::npos);
    }
}

} // namespace

TEST_CASE("a cell of text that a spreadsheet would take for a formula gets an apostrophe before it") {
    for (const char* text : {"=1+1", "+x", "-x", "@SUM(A1)", "-", "=", " =1", "'=1", "-1 eV"}) {
        INFO(text);
        CHECK(cell_of(text) == "'" + std::string(text));
        CHECK(without_guard(guarded(text)) == text);
    }
    for (const char* text : {"-1", "+5", "-1e-5", "-inf", "GaAs", "a=b", "'quoted'", "", "'", "1-x"}) {
        INFO(text);
        CHECK(cell_of(text) == text);
        CHECK(without_guard(guarded(text)) == text);
    }
    CHECK(cell_of("=HYPERLINK(\"x\")") == "\"'=HYPERLINK(\"\"x\"\")\"");
    CHECK(cell_of("\t=1") == "<U+0009>=1");
    CHECK(CsvText().number(-1.5).str() == "-1.5");
}

TEST_CASE(
    "whatever bytes a name, a cell or a plugin's error has, the files of a run are text that only shows") {
    auto results = tests::example_study();
    const auto evil = everything();
    results.name = results.protocol = results.config_text = evil;
    results.labels[0].context = results.labels[0].unit = evil;
    results.contradictions = {evil};
    results.notices = results.left_out = {{evil, 2}};
    results.log = {{{1, 0, 0, -1, 0}, {{evil, 1, true}}}};
    results.failed = {{{1, 0, 0, -1, 0}, evil}};
    results.strategies[1].name += evil;
    results.strategies[1].options = {{evil, evil}};
    for (auto& trial : results.trials) {
        for (auto& row : trial.predictions) {
            row.material += evil;
            row.group += evil;
        }
    }
    const auto scored = score(results);
    for (const auto& text : {metrics_csv(scored), significance_csv(scored), failures_csv(scored),
                             log_csv(scored), summary_text(scored)}) {
        check_clean(text);
    }
    auto page = html_page(scored);
    std::string without_tabs;
    for (const char c : page) {
        without_tabs += c == '\t' ? ' ' : c; // of the config, which stands as it was written
    }
    check_clean(without_tabs);
}
