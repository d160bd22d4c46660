// SPDX-License-Identifier: Apache-2.0
//
// Structs that lie in arrays may grow: a plugin that was built before reads those of a host whose structs are
// longer, and a new plugin those of a host whose structs are shorter.
#include "tests/support/test_host.hpp"

#include <sinter/bridge/featurizer.hpp>
#include <sinter/bridge/parameters.hpp>
#include <sinter/bridge/strategy.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

using namespace sinter;
using Catch::Matchers::Contains;
using tests::TestHost;

namespace {

/// The array as a later release would write it: a field more in each element, full of what nobody may read.
template <class Array>
class Longer {
public:
    explicit Longer(const Array& array) : stride_(sizeof(bridge::ElementOf<Array>) + 16) {
        bytes_.assign(stride_ * array.count + 16, std::byte{0xEE});
        for (std::uint64_t i = 0; i < array.count; ++i) {
            const auto element = bridge::element(array, i);
            std::memcpy(bytes_.data() + i * stride_, &element, sizeof(element));
        }
        array_ = array;
        array_.data = reinterpret_cast<decltype(Array::data)>(bytes_.data());
        array_.stride = stride_;
    }
    Longer(const Longer&) = delete; // the array points into this object
    Longer& operator=(const Longer&) = delete;
    [[nodiscard]] const Array& c() const { return array_; }

private:
    std::uint64_t stride_;
    std::vector<std::byte> bytes_;
    Array array_{};
};

/// Predicts what it was given: the lengths of all names, the numbers of all tasks.
class Reading final : public TransferStrategy, public Learner {
public:
    [[nodiscard]] StrategyNeeds needs() const override { return {}; }
    [[nodiscard]] Capabilities capabilities() const override { return SINTER_CAN_REGRESS; }
    void init(Host& /*host*/) override {}
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& /*host*/) const override {
        REQUIRE(problem.feature_infos.size() == 2);
        CHECK(problem.feature_infos[1].name == "second");
        REQUIRE(problem.targets.size() == 2);
        CHECK(problem.targets[1].label.name == "gap");
        CHECK(problem.targets[1].label.class_count == 3);
        CHECK(problem.targets[1].cost == 7);
        REQUIRE(problem.sources.size() == 1);
        CHECK(problem.sources[0].errors[0] == 0.25);
        CHECK(problem.sources[0].fidelity == 2);
        return nullptr;
    }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training,
                                                   Host& /*host*/) const override {
        REQUIRE(training.feature_infos.size() == 2);
        CHECK(training.feature_infos[1].level_count == 4);
        REQUIRE(training.label_infos.size() == 1);
        CHECK(training.label_infos[0].unit == "eV");
        return nullptr;
    }
};

const std::vector<Feature>& features() {
    static const std::vector<Feature> all{{"first", "", FeatureKind::number, 0},
                                          {"second", "", FeatureKind::category, 4}};
    return all;
}

std::int32_t ignore_null_model(std::int32_t status, const sinter_error& error) {
    CHECK(status == SINTER_INTERNAL); // the strategies here return no model
    CHECK_THAT(std::string(error.text), Contains("null pointer"));
    return status;
}

} // namespace

TEST_CASE("an old strategy reads features, tasks and labels that have grown") {
    const std::vector<std::int64_t> rows{0};
    const std::vector<double> labels{1};
    const std::vector<double> errors{0.25};
    TransferProblem problem;
    problem.feature_infos = features();
    problem.targets = {{{"a", "eV", 0}, "", rows, labels, {}, Stream(1)},
                       {{"gap", "", 3}, "", rows, labels, {}, Stream(1), {}, unknown, 7}};
    problem.sources = {{{"s", "eV", 0}, "PBE", rows, labels, {}, Stream(1), errors, 2, unknown}};
    const bridge::CTransferProblem own(problem);
    sinter_transfer_problem c = *own.c();
    const Longer infos(c.feature_infos);
    std::vector<sinter_task> targets{bridge::element(c.targets, 0), bridge::element(c.targets, 1)};
    const Longer label(targets[1].label);
    targets[1].label = label.c();
    c.targets.data = targets.data();
    const Longer all_targets(c.targets);
    const Longer sources(c.sources);
    c.feature_infos = infos.c();
    c.targets = all_targets.c();
    c.sources = sources.c();
    TestHost host;
    const bridge::ExportedHost services(host);
    const bridge::exported_strategy::Handle handle{std::make_unique<Reading>()};
    sinter_transfer_model_ref model{nullptr, nullptr};
    sinter_error error = bridge::no_error();
    ignore_null_model(bridge::exported_strategy::fit(&handle, &c, services.c(), &model, &error), error);
}

TEST_CASE("an old learner reads features and labels that have grown") {
    const RowMatrix x = RowMatrix::Zero(1, 2);
    const RowMatrix y = RowMatrix::Zero(1, 1);
    const std::vector<std::uint64_t> materials{1};
    const std::vector<Label> labels{{"gap", "eV", 0}};
    TrainingSet training;
    training.features = x;
    training.labels = y;
    training.materials = materials;
    training.feature_infos = features();
    training.label_infos = labels;
    const bridge::CTrainingSet own(training);
    sinter_training_set c = *own.c();
    const Longer infos(c.feature_infos);
    const Longer label_infos(c.label_infos);
    c.feature_infos = infos.c();
    c.label_infos = label_infos.c();
    TestHost host;
    const bridge::ExportedHost services(host);
    const Learner* learner = new Reading;
    const std::unique_ptr<const Learner> owned(learner);
    sinter_model_ref model{nullptr, nullptr};
    sinter_error error = bridge::no_error();
    ignore_null_model(bridge::exported_learner::fit(learner, &c, services.c(), &model, &error), error);
}

TEST_CASE("an old featurizer reads columns that have grown, and an old plugin options that have") {
    const std::vector<InputColumn> inputs{{"temperature", "K", FeatureKind::number, {}},
                                          {"facet", "", FeatureKind::category, {"111", "211"}}};
    const bridge::CColumns columns(inputs);
    const sinter_columns c_columns = columns.c();
    const auto back = bridge::columns_from_c(Longer(c_columns).c());
    REQUIRE(back.size() == 2);
    CHECK(back[1].name == "facet");
    CHECK(back[1].levels == std::vector<std::string>{"111", "211"});

    std::vector<sinter_column> with_values{bridge::element(c_columns, 0), bridge::element(c_columns, 1)};
    const std::vector<double> temperatures{300, 400};
    const std::vector<double> facets{0, 1};
    with_values[0].values = temperatures.data();
    with_values[1].values = facets.data();
    const Longer longer(bridge::array_of<sinter_columns>(with_values));
    sinter_materials materials{};
    materials.struct_size = sizeof(materials);
    materials.count = 2;
    materials.columns = longer.c();
    CHECK(Materials(materials).input(1, 0) == 400);
    CHECK(Materials(materials).input(1, 1) == 1);

    Parameters fields;
    fields.integer("units", 64);
    Parameters declared;
    declared.integers("hidden", {64, 32});
    declared.tables("layers", fields);
    OptionValue layers;
    layers.type = ParameterType::tables;
    OptionValue units;
    units.type = ParameterType::integer;
    units.integer = 8;
    layers.tables = {{units}, {units}};
    const Options options = Options::defaults(declared).with("layers", layers);
    const bridge::CValues values(options);
    std::vector<sinter_value> all{bridge::element(values.c(), 0), bridge::element(values.c(), 1)};
    const Longer grown_fields(all[1].fields);
    all[1].fields = grown_fields.c();
    const Longer grown(bridge::array_of<sinter_values>(all));
    const Options read = bridge::options_from_c(declared, grown.c());
    CHECK(read.integers("hidden") == std::vector<std::int64_t>{64, 32});
    REQUIRE(read.tables("layers").size() == 2);
    CHECK(read.tables("layers")[1].integer("units") == 8);

    const bridge::CParameters parameters(declared);
    struct Table {
        static std::int32_t parameters(sinter_parameters* out, sinter_error* /*error*/) {
            *out = given();
            return SINTER_OK;
        }
        static sinter_parameters& given() {
            static sinter_parameters all{};
            return all;
        }
    };
    const Longer grown_parameters(parameters.c());
    Table::given() = grown_parameters.c();
    const struct { std::int32_t (*parameters)(sinter_parameters*, sinter_error*); } table{Table::parameters};
    const auto declared_back = bridge::parameters_from_c(table);
    REQUIRE(declared_back.all().size() == 2);
    CHECK(declared_back.all()[1].fields[0].name == "units");
}

TEST_CASE(
    "a struct of a shorter release reads as if its last fields were 0; below the first release it is refused") {
    const std::vector<Label> labels{{"gap", "eV", 3}};
    const std::vector<sinter_label> c{bridge::label_to_c(labels[0])};
    auto array = bridge::array_of<sinter_labels>(c);
    static_assert(std::is_same_v<bridge::ElementOf<sinter_labels>, sinter_label>);
    array.stride = offsetof(sinter_label, class_count); // as if class_count were younger
    const sinter_label read = bridge::element(array, 0);
    CHECK(text_of(read.unit) == "eV");
    CHECK(read.class_count == 0);
    CHECK_THROWS_WITH(bridge::labels_from_c(array), Contains("stride of 32 bytes, at least 40"));
    array.stride = 41;
    CHECK_THROWS_WITH(bridge::labels_from_c(array), Contains("stride of 41 bytes"));
    array = {nullptr, 1, sizeof(sinter_label)};
    CHECK_THROWS_WITH(bridge::labels_from_c(array), Contains("gave none"));
}
