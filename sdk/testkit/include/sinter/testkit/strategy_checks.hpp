// SPDX-License-Identifier: Apache-2.0
//
// Checks for strategies.
#pragma once

#include <sinter/testkit/instance.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sinter::testkit {
namespace strategy {

/// A strategy under test with what most checks need.
class Bench {
public:
    explicit Bench(const Subject& subject)
        : subject_(subject), strategy_(make_strategy(subject, subject.usable_options())) {}

    [[nodiscard]] StrategyNeeds needs() const { return strategy_->needs(); }
    [[nodiscard]] TransferData data(std::uint64_t question,
                                    CandidateSources sources = CandidateSources::held_out) const {
        return TransferData(strategy_->needs(), data_stream(subject_, question), sources);
    }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem) const {
        KitHost host(subject_.host());
        return fit(problem, host);
    }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           KitHost& host) const {
        auto model = strategy_->fit(problem, host);
        if (host.bad_progress()) {
            fail("it told a progress outside of 0 to 1", "tell Host::progress the share that is done");
        }
        return model;
    }
    [[nodiscard]] RowMatrix fit_and_predict(const TransferData& data) const {
        return predicted(*fit(data.problem()), data.candidates(), data.outputs());
    }

private:
    const Subject& subject_;
    std::unique_ptr<TransferStrategy> strategy_;
};

inline void needs(const Subject& subject) {
    const auto needs = Bench(subject).needs();
    for (const LearnerNeed& need : needs.learners) {
        const auto& declared = subject.parameters.all();
        const bool names_learners = std::any_of(declared.begin(), declared.end(), [&](const Parameter& p) {
            return p.name == need.option &&
                   (p.type == ParameterType::learner || p.type == ParameterType::learners);
        });
        if (!names_learners) {
            fail("needs() says what the learners of its option \"" + need.option +
                     "\" must be able to do, and it has no such option",
                 "name a declared option of type learner or learners");
        }
    }
    if (needs.min_sources < 0 || needs.max_sources < needs.min_sources || needs.max_targets < 1) {
        fail("needs() asks for " + std::to_string(needs.min_sources) + " to " +
                 std::to_string(needs.max_sources) + " sources and up to " +
                 std::to_string(needs.max_targets) + " targets",
             "set min_sources <= max_sources, and max_targets at least 1");
    }
}

inline void shapes(const Subject& subject) {
    const Bench bench(subject);
    auto data = bench.data(1);
    const auto model = bench.fit(data.problem());
    expect_finite(predicted(*model, data.candidates(), 1), "a prediction");
    expect_same(predicted(*model, data.candidates(), 1),
                predicted(*model, data.candidates(), 1, Layout::spread), exactly,
                "an output of another layout gets other numbers",
                "write with MatrixOut::operator() or map(), which know the strides");
    const RowMatrix mean_only = [&] {
        GuardedMatrix mean(data.candidate_count(), 1);
        model->predict(data.candidates(), {mean.out(), {}, {}});
        mean.require_filled("predict");
        return mean.values();
    }();
    expect_same(predicted(*model, data.candidates(), 1), mean_only, exactly,
                "the mean is another number if only it is wanted",
                "test each output with wanted(), and fill those that are");
}

inline void several_targets(const Subject& subject) {
    const Bench bench(subject);
    if (bench.needs().max_targets < 2) {
        does_not_apply("it takes one target");
    }
    auto data = bench.data(2);
    data.add_target({"y_other", "eV", 0});
    const RowMatrix mean = bench.fit_and_predict(data);
    expect_finite(mean, "a prediction of two targets");
}

inline void classes(const Subject& subject) {
    const Bench bench(subject);
    if (bench.needs().numbers_only) {
        does_not_apply("it takes numbers only");
    }
    auto data = bench.data(3);
    const auto sources = data.sources.size();
    data.targets.clear();
    data.sources.clear();
    data.add_target({"y", "", 3});
    for (std::size_t k = 0; k < sources; ++k) {
        data.add_source({"y_source" + std::to_string(k), "", 3});
    }
    const RowMatrix mean = bench.fit_and_predict(data);
    expect_finite(mean, "a prediction of classes");
    expect_probabilities(mean, 0, 3, "a prediction of classes");
}

/// Held-out labels that a run before this one has seen, or that lie where only a read out of bounds finds
/// them, must change nothing. `where`: for messages.
inline void expect_no_leak(const Bench& bench, const TransferData& data, const std::string& where) {
    const RowMatrix first = bench.fit_and_predict(data);
    const char* remedy = "use the labels of the problem at hand and no others: keep nothing from fit to fit, "
                         "in the object or in static variables, and read no more than labels.size() of them";
    for (const double scramble : {0.0, 50.0, -300.0}) {
        auto with = data;
        for (auto& target : with.targets) {
            for (Index c = 0; c < data.candidate_count(); ++c) {
                target.labels[target.count + static_cast<std::size_t>(c)] =
                    data.held_out(c, target.label) + scramble * static_cast<double>(1 + c % 3);
            }
        }
        auto hidden = with; // the held-out labels are in memory, behind the task's own
        expect_same(first, bench.fit_and_predict(hidden), exactly,
                    "labels that are not in the problem change its "
                    "predictions (they lie in memory behind the target's" +
                        where + ")",
                    remedy);
        for (auto& target : with.targets) {
            target.count = target.rows.size();
        }
        static_cast<void>(bench.fit(with.problem_with_candidates())); // another fold, which may see them
        expect_same(first, bench.fit_and_predict(data), exactly,
                    "predictions change with held-out labels of the target that an earlier fit was given" +
                        where,
                    remedy);
    }
}

inline void no_leak(const Subject& subject) {
    const Bench bench(subject);
    expect_no_leak(bench, bench.data(4), "");
    const auto kept = bench.data(4, CandidateSources::out_of_bag);
    if (!kept.sources.empty()) {
        expect_no_leak(bench, kept, "; sources are read out of bag");
    }
}

inline void candidates_alone(const Subject& subject) {
    const Bench bench(subject);
    const auto data = bench.data(5);
    const auto model = bench.fit(data.problem());
    const Candidates all = data.candidates();
    const RowMatrix together = predicted(*model, all, data.outputs());
    RowMatrix alone(together.rows(), together.cols());
    for (Index i = 0; i < together.rows(); ++i) {
        const Candidates one{all.features.middle_rows(i, 1),
                             {all.materials.data() + i, 1},
                             all.known_sources.middle_rows(i, 1)};
        alone.row(i) = predicted(*model, one, data.outputs());
    }
    expect_same(together, alone, rounding, "a candidate is predicted otherwise among others than by itself",
                "let a prediction depend on its own candidate only; the others' features are test data");
    const Candidates none{
        all.features.middle_rows(0, 0), {all.materials.data(), 0}, all.known_sources.middle_rows(0, 0)};
    static_cast<void>(predicted(*model, none, data.outputs()));
}

/// A fit that may be refused, with a reason, but must not give a prediction that is none.
inline void fit_or_refuse(const Bench& bench, const TransferData& data, const std::string& what) {
    try {
        expect_finite(bench.fit_and_predict(data), "a prediction with " + what);
    } catch (const Error& e) {
        if (e.code() == SINTER_INTERNAL) {
            fail("a fit with " + what + " ended in an internal error: " + e.what(),
                 "take it, or refuse it by fail_invalid or fail_numerical with a text that says why");
        }
    }
}

inline void empty_source(const Subject& subject) {
    const Bench bench(subject);
    auto data = bench.data(6);
    if (data.sources.empty()) {
        does_not_apply("it takes no sources");
    }
    data.sources.front().count = 0;
    fit_or_refuse(bench, data, "a source without rows");
}

inline void empty_target(const Subject& subject) {
    const Bench bench(subject);
    auto data = bench.data(7);
    data.targets.front().count = 0;
    fit_or_refuse(bench, data, "a target without rows");
}

inline void source_is_target(const Subject& subject) {
    const Bench bench(subject);
    auto data = bench.data(8);
    if (data.sources.empty()) {
        does_not_apply("it takes no sources");
    }
    for (auto& source : data.sources) {
        const auto stream = source.stream;
        source = data.targets.front();
        source.stream = stream;
    }
    const RowMatrix mean = bench.fit_and_predict(data);
    expect_finite(mean, "a prediction with a source that is the target");
    const auto& target = data.targets.front();
    const auto [least, most] =
        std::minmax_element(target.labels.begin(), target.labels.begin() + TransferData::target_rows);
    const double span = *most - *least;
    if ((mean.array() < *least - 2 * span).any() || (mean.array() > *most + 2 * span).any()) {
        fail("with a source that is the target, a prediction is far outside of all labels",
             "a source that says the same as the target must not be counted twice");
    }
}

inline void cancel(const Subject& subject) {
    const Bench bench(subject);
    const auto data = bench.data(9);
    auto settings = subject.host();
    settings.stop = true;
    KitHost host(settings);
    try {
        static_cast<void>(bench.fit(data.problem(), host));
    } catch (const Error& e) {
        if (e.code() != SINTER_CANCELLED) {
            fail("a fit that the host stopped ended with another error: " + std::string(e.what()),
                 "let Error(SINTER_CANCELLED) of the host and of its learners pass");
        }
        return;
    }
    if (!host.learners_asked().empty() || !host.strategies_asked().empty()) {
        fail(
            "a fit that the host stopped gave a model all the same",
            "let Error(SINTER_CANCELLED) of the host and of its learners pass; ask Host::cancelled() in long loops");
    }
}

/// The names that its options hold.
[[nodiscard]] inline std::vector<std::string> names_of(const Subject& subject, ParameterType one,
                                                       ParameterType list) {
    std::vector<std::string> names;
    const Options& options = subject.usable_options();
    for (const auto& p : subject.parameters.all()) {
        const OptionValue& value = options.value(p.name);
        if (p.type == one && !value.text.empty()) {
            names.push_back(value.text);
        }
        if (p.type == list) {
            names.insert(names.end(), value.texts.begin(), value.texts.end());
        }
    }
    return names;
}

inline void host_learners(const Subject& subject) {
    const Bench bench(subject);
    const auto data = bench.data(10);
    KitHost host(subject.host());
    const RowMatrix plain = predicted(*bench.fit(data.problem(), host), data.candidates(), data.outputs());
    const auto learners = names_of(subject, ParameterType::learner, ParameterType::learners);
    for (const auto& name : host.learners_asked()) {
        if (!learners.empty() && std::find(learners.begin(), learners.end(), name) == learners.end()) {
            fail("it asked for the learner \"" + name + "\", which its options do not name",
                 "ask for the learner that an option of type learner holds");
        }
    }
    if (learners.empty()) {
        does_not_apply("none of its options names a learner");
    }
    auto settings = subject.host();
    settings.learner_shift = 1000;
    KitHost other(settings);
    const RowMatrix shifted = predicted(*bench.fit(data.problem(), other), data.candidates(), data.outputs());
    if (host.learners_asked().empty() || plain == shifted) {
        fail("its predictions do not depend on the learner that its option names",
             "get learners from Host::make_learner and fit those; bring none of your own");
    }
}

/// Its options with source_at_prediction = "measured_if_known"; none where it does not declare that.
[[nodiscard]] inline std::optional<Options> reading_measured_sources(const Subject& subject) {
    const std::string name = "source_at_prediction";
    const std::string choice = "measured_if_known";
    for (const auto& p : subject.parameters.all()) {
        if (p.name == name && std::find(p.choices.begin(), p.choices.end(), choice) != p.choices.end()) {
            return subject.usable_options().with(name, choice.c_str());
        }
    }
    return std::nullopt;
}

/// Whether candidates are read by their measured source labels is the config's choice; the host hides them
/// from a strategy that does not ask for them.
inline void known_sources(const Subject& subject) {
    const Bench bench(subject);
    const auto data = bench.data(12);
    if (data.sources.empty()) {
        does_not_apply("it takes no sources");
    }
    const char* remedy = "set needs.reads_known_sources if an option asks for measured source labels "
                         "(SourcePolicy::reads_known_sources()); the host hides them otherwise";
    if (!bench.needs().reads_known_sources) {
        const auto model = bench.fit(data.problem());
        expect_same(predicted(*model, data.candidates(), data.outputs()),
                    predicted(*model, data.candidates_with_known_sources(), data.outputs()), exactly,
                    "its predictions change with known_sources, though its needs() do not ask for them",
                    remedy);
    }
    if (const auto options = reading_measured_sources(subject);
        options && !make_strategy(subject, *options)->needs().reads_known_sources) {
        fail("with source_at_prediction = \"measured_if_known\" its needs() do not ask for known_sources",
             remedy);
    }
}

inline void owns_its_data(const Subject& subject) {
    const Bench bench(subject);
    auto data = bench.data(11);
    const auto kept = data; // the candidates stay
    const auto model = bench.fit(data.problem());
    const RowMatrix before = predicted(*model, kept.candidates(), kept.outputs());
    data.scribble();
    expect_same(before, predicted(*model, kept.candidates(), kept.outputs()), exactly,
                "the model still reads the problem after the fit",
                "copy what the model needs; the problem is valid only during fit");
}

} // namespace strategy

[[nodiscard]] inline Checks strategy_checks() {
    return {
        {"strategy.needs", "It asks for sources and targets that there can be.", strategy::needs},
        {"strategy.known_sources", "It reads measured source labels of candidates only if it says so.",
         strategy::known_sources},
        {"strategy.shapes", "It predicts a finite number for every candidate, and writes nothing else.",
         strategy::shapes},
        {"strategy.several_targets", "Where it takes several targets, it predicts them side by side.",
         strategy::several_targets},
        {"strategy.classes", "Classes are predicted as probabilities that sum to one.", strategy::classes},
        {"strategy.no_leak", "Scrambled labels of held-out materials change no prediction.",
         strategy::no_leak},
        {"strategy.candidates_alone", "A candidate is predicted the same by itself as among others.",
         strategy::candidates_alone},
        {"strategy.empty_source", "A source without rows is taken, or refused with a reason.",
         strategy::empty_source},
        {"strategy.empty_target", "A target without rows is taken, or refused with a reason.",
         strategy::empty_target},
        {"strategy.source_is_target", "A source that is the target does no harm.",
         strategy::source_is_target},
        {"strategy.cancel", "It stops when the host asks for it.", strategy::cancel},
        {"strategy.host_learners", "It fits the learners that the host gives it, and no others.",
         strategy::host_learners},
        {"strategy.owns_its_data", "A fitted strategy lives on without its problem.",
         strategy::owns_its_data},
    };
}

} // namespace sinter::testkit
