// SPDX-License-Identifier: Apache-2.0
//
// Each check for plugins of every kind catches a plugin that is wrong in what it checks.
#include "tests/unit/testkit/caught.hpp"
#include "tests/unit/testkit/faulty_learners.hpp"

#include <fcntl.h>

using namespace sinter;
using namespace sinter::tests;

namespace {

using Fitted = std::shared_ptr<const Model>;

class RefusesItsBound final : public HonestLearner {
public:
    explicit RefusesItsBound(const Options& options) : HonestLearner(options) {
        if (options.integer("neighbours") == 0) {
            fail_invalid("neighbours must be positive");
        }
    }
};
class RefusesItsDefaults final : public HonestLearner {
public:
    explicit RefusesItsDefaults(const Options& options) : HonestLearner(options) {
        fail_invalid("none of these");
    }
};
class NeedsAFile final : public HonestLearner {
public:
    static Parameters parameters() {
        Parameters p;
        p.file("table").doc("a table");
        return p;
    }
    explicit NeedsAFile(const Options& options) : HonestLearner(options) {
        if (options.text("table") != "here.csv") {
            fail_invalid("no table");
        }
    }
};

class Leaks final : public HonestLearner {
public:
    explicit Leaks(const Options& options) : HonestLearner(options) {
        lost = new double[8]; // NOLINT: what the check is for
    }
    static inline double* volatile lost = nullptr;
};
class LeavesFilesOpen final : public HonestLearner {
public:
    explicit LeavesFilesOpen(const Options& options) : HonestLearner(options) {
        if (opened_++ % 100 == 99) {
            static_cast<void>(::open("/dev/null", O_RDONLY | O_CLOEXEC)); // NOLINT: what the check is for
        }
    }

private:
    static inline int opened_ = 0;
};

/// Adds a number to what the honest one predicts.
Fitted plus(double more, Fitted model) {
    return changed(std::move(model), [more](MatrixView, MatrixOut mean) { mean.map().array() += more; });
}

class SharesAStatic final : public HonestLearner {
public:
    using HonestLearner::HonestLearner;
    [[nodiscard]] Fitted fit(const TrainingSet& t, Host& host) const override {
        const double before = last_;
        last_ = t.labels(0, 0);
        return plus(before, HonestLearner::fit(t, host));
    }

private:
    static inline double last_ = 0;
};
class DrawsFromElsewhere final : public HonestLearner {
public:
    using HonestLearner::HonestLearner;
    [[nodiscard]] Fitted fit(const TrainingSet& t, Host& host) const override {
        const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
        return plus(static_cast<double>(now % 1000003), HonestLearner::fit(t, host));
    }
};
class AddsUpInALoop final : public HonestLearner {
public:
    using HonestLearner::HonestLearner;
    [[nodiscard]] Fitted fit(const TrainingSet& t, Host& host) const override {
        double last = 0;
        std::mutex mutex;
        host.parallel_for(t.labels.rows(), [&](std::int64_t i) {
            const std::lock_guard<std::mutex> lock(mutex);
            last = 0.5 * last + t.labels(i, 0);
        });
        return plus(last, HonestLearner::fit(t, host));
    }
};

const void* any_interface(sinter_string /*id*/) noexcept {
    return bridge::learner_interface<HonestLearner>(c_text(SINTER_LEARNER_INTERFACE));
}

/// The honest learner's table with another create.
template <auto Create>
const void* with_create(sinter_string id) noexcept {
    static sinter_learner_plugin table =
        *static_cast<const sinter_learner_plugin*>(bridge::learner_interface<HonestLearner>(id));
    table.create = Create;
    return text_of(id) == SINTER_LEARNER_INTERFACE ? &table : nullptr;
}
std::int32_t takes_any_count(const sinter_values* /*values*/, sinter_learner_ref* out,
                             sinter_error* error) noexcept {
    const bridge::CValues defaults(Options::defaults(HonestLearner::parameters()));
    const sinter_values values = defaults.c();
    return bridge::create_learner<HonestLearner>(&values, out, error);
}
std::int32_t refuses_silently(const sinter_values* values, sinter_learner_ref* out,
                              sinter_error* error) noexcept {
    sinter_error kept = bridge::no_error();
    const auto status = bridge::create_learner<HonestLearner>(values, out, &kept);
    error->text[0] = '\0';
    return status;
}
std::int32_t forgets_the_code(const sinter_values* values, sinter_learner_ref* out,
                              sinter_error* error) noexcept {
    const auto status = bridge::create_learner<HonestLearner>(values, out, error);
    error->code = 0;
    return status;
}

testkit::Subject raw(const void* (*get)(sinter_string)) {
    return testkit::make_subject(testkit::SubjectKind::learner, get);
}

} // namespace

TEST_CASE("a plugin whose entry or errors are careless is caught") {
    require_caught(raw(any_interface), "interface.unknown", "\"sinter.nothing/1\"");
    require_caught(raw(with_create<takes_any_count>), "options.unknown",
                   "create took 3 values for 2 declared options");
    require_caught(raw(with_create<refuses_silently>), "errors.filled", "without a text");
    require_caught(raw(with_create<forgets_the_code>), "errors.filled", "wrote the code 0");
}

TEST_CASE("a plugin that does not take what it declares is caught") {
    require_caught<RefusesItsBound>("options.bounds", "\"neighbours\" may be 0");
    require_caught<RefusesItsDefaults>("options.defaults", "none of these");
}

TEST_CASE("an option that the kit has no value for leaves the checks out until one is given") {
    const auto without = result_of(testkit::subject_of<NeedsAFile>(), "options.defaults");
    CHECK(without.outcome == testkit::Outcome::not_run);
    CHECK_THAT(without.detail, Catch::Matchers::Contains("--set table=VALUE"));
    require_clean(testkit::subject_of<NeedsAFile>({1, {{"table", "here.csv"}}}));
    require_caught(testkit::subject_of<NeedsAFile>({1, {{"table", "there.csv"}}}), "options.defaults",
                   "no table");
    require_caught(testkit::subject_of<NeedsAFile>({1, {{"tabel", "here.csv"}}}), "options.defaults",
                   "\"tabel\"");
}

TEST_CASE("a plugin that leaves something behind is caught") {
    if (testkit::ProcessUse::now().knows_memory) {
        require_caught<Leaks>("objects.no_leak", "bytes were not given back");
    }
    require_caught<LeavesFilesOpen>("objects.no_leak", "10 files stayed open");
}

TEST_CASE("a plugin whose results depend on more than its input is caught") {
    require_caught<SharesAStatic>("objects.independent", "a second object");
    require_caught<DrawsFromElsewhere>("results.same_seed", "gave two results");
    require_caught<AddsUpInALoop>("results.any_threads", "the order in which a loop");
}
