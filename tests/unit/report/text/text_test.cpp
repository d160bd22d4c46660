// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/svg_axis.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/findings.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/report/example_study.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::report;
using sinter::tests::contains;

namespace {

/// Only these, in this order, with their trials.
void keep_strategies(study::StudyResults& results, const std::vector<std::string>& names) {
    std::vector<study::StrategySummary> strategies;
    std::vector<study::TrialResult> trials;
    for (const auto& name : names) {
        const auto before = tests::strategy_index(results, name);
        for (auto& trial : results.trials) {
            if (trial.key.strategy == before) {
                trials.push_back(trial);
                trials.back().key.strategy = strategies.size();
            }
        }
        strategies.push_back(results.strategies[before]);
    }
    results.strategies = strategies;
    results.trials = trials;
}

std::string all_findings(const study::StudyResults& results) {
    std::string text;
    const auto scored = score(results);
    for (const auto& target : targets_of(scored.results)) {
        for (const auto& finding : findings(scored, target)) {
            text += finding.text + "\n";
        }
    }
    for (const auto& finding : leading_findings(scored)) {
        text += finding.text + "\n";
    }
    for (const auto& finding : study_findings(scored)) {
        text += finding.text + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("numbers for programs are the shortest that read back") {
    CHECK(shortest(0.1) == "0.1");
    CHECK(shortest(1e300) == "1e+300");
    CHECK(shortest(-3) == "-3");
    CHECK(shortest(-0.0) == "0");
    CHECK(shortest(unknown).empty());
    CHECK(shortest(-std::numeric_limits<double>::infinity()) == "-inf");
}

TEST_CASE("numbers for people have three significant digits") {
    CHECK(short_number(0.41234) == "0.412");
    CHECK(short_number(123.4) == "123");
    CHECK(short_number(1234.5) == "1234");
    CHECK(short_number(0.0012345) == "0.00123");
    CHECK(short_number(1.5e-9) == "1.50e-09");
    CHECK(short_number(0) == "0.00");
    CHECK(short_number(unknown) == "-");
    CHECK(fixed(-0.001, 2) == "0.00");
    CHECK(fixed(-0.01, 2) == "-0.01");
    CHECK(p_value(0.0004) == "< 0.001");
    CHECK(p_value(0.0312) == "0.031");
    CHECK(percent(0.954) == "95 %");
    CHECK(fine_percent(0.125) == "12.5 %");
    CHECK(fine_percent(1) == "100 %");
    CHECK(decimals_for(std::vector<double>{412.3, 0.52, unknown, 0}) == 3);
}

TEST_CASE("markup in text becomes harmless, whatever the quotes") {
    CHECK(html_escape("<script>alert('x\"&')</script>") ==
          "&lt;script&gt;alert(&#39;x&quot;&amp;&#39;)&lt;/script&gt;");
    CHECK(html_escape("Fe₂O₃ \t\n") == "Fe₂O₃ \t\n");
    CHECK(html_escape("a\r\nb") == "a\nb");
}

TEST_CASE("bytes that are not UTF-8 and control characters are replaced") {
    CHECK(html_escape(std::string_view("a\0b", 3)) == "a&lt;U+0000&gt;b");
    CHECK(html_escape("\xC3") == "&lt;0xC3&gt;");
    CHECK(html_escape("\xC0\xBC") == "&lt;0xC0&gt;&lt;0xBC&gt;");                 // overlong '<'
    CHECK(html_escape("\xED\xA0\x80") == "&lt;0xED&gt;&lt;0xA0&gt;&lt;0x80&gt;"); // surrogate
    CHECK(html_escape("\xE2\x82<") ==
          "&lt;0xE2&gt;&lt;0x82&gt;&lt;"); // a cut-off character doesn't swallow markup
    CHECK(html_escape("\xC2\x9B") == "&lt;U+009B&gt;");
    CHECK(html_escape("\xEF\xBF\xBF") == "&lt;U+FFFF&gt;"); // no character of XML
    CHECK(html_escape("\xE2\x80\xAE") == "&lt;U+202E&gt;"); // would turn the rest of the line round
    CHECK(html_escape("\xF0\x9F\x98\x80") == "\xF0\x9F\x98\x80");
}

TEST_CASE("ticks are round numbers within the range") {
    CHECK(ticks(-0.3, 4.2, 6) == std::vector<double>{0, 1, 2, 3, 4});
    CHECK(ticks(0, 100, 5).size() == 6);
    CHECK(ticks(1, 1, 5).empty());
    CHECK(ticks(0, std::numeric_limits<double>::infinity(), 5).empty());
    CHECK(tick_label(0.2, {0, 0.2, 0.4}) == "0.2");
}

TEST_CASE("ticks of a logarithmic axis are round, and not too many") {
    CHECK(log_ticks(45, 480) == std::vector<double>{50, 100, 200});
    CHECK(log_ticks(1, 2e6) == std::vector<double>{1, 10, 100, 1e3, 1e4, 1e5, 1e6});
    CHECK(log_ticks(40, 80) == std::vector<double>{40, 50, 60, 70, 80});
    CHECK(log_ticks(101, 109) == std::vector<double>{101, 109});
}

TEST_CASE("text is broken at spaces, and a name too long for a table gets its own line") {
    CHECK(wrapped("one two three", 2, 9) == "  one two\n  three\n");
    CHECK(wrapped("unbreakable", 1, 4) == " unbreakable\n");
    TextTable table({"name", "value"}, {Align::left, Align::right});
    table.add({"a", "1"});
    table.add({"a_very_long_name", "2"});
    CHECK(table.str(0, 13) == "name    value\na           1\na_very_long_name\n            2\n");
}

TEST_CASE("names in further columns are cut so that the line fits, and numbers are not") {
    TextTable table({"name", "value", "file and line"}, {Align::left, Align::right, Align::left});
    table.add({"a", "123456789", "a_rather_long_file_name.csv:12"});
    const auto text = table.str(0, 30);
    CHECK(text == "name      value  file and line\n"
                  "a     123456789  a_rather_lon…\n");
    CHECK(width_of(text.substr(0, text.find('\n'))) <= 30);
}

TEST_CASE("control characters of a file don't reach the terminal") {
    CHECK(printable("a\x1B[31mb\x7F\nc") == "a<U+001B>[31mb<U+007F><U+000A>c");
    CHECK(printable("\xC2\x9B"
                    "1m") == "<U+009B>1m");
    CHECK(printable("µ±") == "µ±");
    auto results = tests::example_study();
    results.name = "evil\x1B[2J";
    results.strategies[1].name = "\x1B]0;x\x07";
    CHECK_FALSE(contains(summary_text(score(results)), "\x1B"));
}

TEST_CASE("no line of the summary is wider than 80 columns") {
    auto results = tests::example_study();
    results.notices.push_back({"a notice of many words " + std::string(200, 'x') + " and more", 2});
    results.protocol =
        "10-fold, 3 repeats, grouped by composition, which is a rather long description of the thing";
    for (const auto* name : {"union", "a_rather_long_strategy_name_of_someone"}) {
        results.strategies[3].name = name;
        std::istringstream stream(summary_text(score(results)));
        for (std::string line; std::getline(stream, line);) {
            INFO(line);
            CHECK((width_of(line) <= 80 || contains(line, std::string(200, 'x'))));
        }
    }
}

TEST_CASE("the summary names the winner, by how much, whether that is significant, and what hurt") {
    const auto text = all_findings(tests::example_study());
    CHECK(contains(text, "difference has the lowest error of 4 strategies: MAE 0.2"));
    CHECK(contains(text, "times that of the baseline single_task"));
    CHECK(contains(text, "That is significant (p "));
    CHECK(contains(text, "Negative transfer: union is significantly worse than the baseline."));
}

TEST_CASE("a difference that is not significant is called so") {
    auto results = tests::example_study();
    keep_strategies(results, {"single_task", "latent_variable"});
    results.strategies[1].primary = true;
    const auto text = all_findings(results);
    CHECK((contains(text, "That is not significant (p = ") || contains(text, "It is the baseline")));
    CHECK(contains(text, "not significant"));
    CHECK(contains(text, "No strategy is significantly worse"));
    CHECK_FALSE(contains(text, "Negative transfer"));
}

TEST_CASE("a baseline that wins is said to") {
    auto results = tests::example_study();
    keep_strategies(results, {"single_task", "union"});
    CHECK(
        contains(all_findings(results), "It is the baseline: no transfer strategy has a lower error here."));
}

TEST_CASE("one split gives no significance, and the text says that nothing can be said") {
    auto results = tests::example_study({60, 5, 1});
    std::erase_if(results.trials, [](const auto& trial) { return trial.key.fold != 0; });
    const auto text = all_findings(results);
    CHECK(contains(text, "nothing can be said about significance"));
    CHECK_FALSE(contains(text, "is significant"));
    CHECK_FALSE(contains(text, "No strategy is significantly worse"));
}

TEST_CASE("a primary strategy that isn't the best is still reported, with its comparison") {
    auto results = tests::example_study();
    results.strategies[2].primary = true;
    CHECK(contains(all_findings(results),
                   "latent_variable, named beforehand as the strategy that counts: MAE 0."));
}

TEST_CASE("a strategy whose whole interval is within 5 % is said to do no harm") {
    auto results = tests::example_study();
    for (auto& trial : results.trials) { // almost the baseline's predictions
        if (trial.key.strategy == 2) {
            const auto baseline =
                std::find_if(results.trials.begin(), results.trials.end(), [&](const auto& u) {
                    return u.key.strategy == 0 && u.key.repeat == trial.key.repeat &&
                           u.key.fold == trial.key.fold;
                });
            trial.predictions = baseline->predictions;
            auto& row = trial.predictions[static_cast<std::size_t>(trial.key.fold)];
            row.mean = row.label + (trial.key.fold % 2 == 0 ? 1.01 : 0.99) * (row.mean - row.label);
        }
    }
    INFO(all_findings(results));
    CHECK(contains(all_findings(results), "latent_variable is shown to do no harm: at most 5 % worse"));
}

TEST_CASE("worse without sources is said to be worse, and not to be negative transfer") {
    auto results = tests::example_study();
    results.strategies[3].sources.clear();
    const auto text = all_findings(results);
    CHECK(contains(text, "union is significantly worse than the baseline."));
    CHECK_FALSE(contains(text, "Negative transfer"));
    CHECK_FALSE(contains(text, "no source is seen to hurt"));
}

TEST_CASE("without a baseline, or where it has not finished a fold, it is said that nothing is compared") {
    auto results = tests::example_study();
    std::erase_if(results.trials, [](const auto& trial) { return trial.key.strategy == 0; });
    CHECK(contains(all_findings(results), "The baseline single_task has not finished a fold, so nothing"));
    CHECK(contains(all_findings(results),
                   "single_task has not finished a fold with 100 % of the training groups."));
    results.strategies[0].baseline = false;
    CHECK(contains(all_findings(results), "No strategy is marked as the baseline, so nothing is compared."));
}

TEST_CASE("strategies that did not finish, or saw held-out materials in their sources, are pointed out") {
    auto results = tests::example_study();
    results.trials.erase(results.trials.begin() + 12);
    results.strategies[2].transductive = true;
    const auto text = all_findings(results);
    CHECK(contains(text, "difference finished 9 of 10 folds"));
    CHECK(contains(text, "Transductive: the sources of latent_variable"));
}

TEST_CASE("a study that finished nothing still has a summary") {
    auto results = tests::example_study();
    results.trials.clear();
    CHECK(contains(summary_text(score(results)), "No strategy has finished a fold"));
    CHECK_FALSE(summary_text(score({})).empty());
}
