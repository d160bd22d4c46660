// SPDX-License-Identifier: Apache-2.0
// A saved model begins with the number of its coefficients, which restoring believes.
#include "../sound_learner.hpp"

#include <cstring>

class Coefficients final : public sinter::Model, private sinter::SavedModel {
public:
    explicit Coefficients(std::vector<double> values) : values_(std::move(values)) {}
    void predict(sinter::MatrixView /*x*/, sinter::MatrixOut mean) const override {
        mean.map().setConstant(values_.back());
    }
    const sinter::SavedModel* saved() const override { return this; }

private:
    void save(sinter::StateWriter& state) const override { state.numbers(values_); }
    std::vector<double> values_;
};

class Trusts final : public sinter::tests::SoundLearner, private sinter::ModelRestorer {
public:
    using SoundLearner::SoundLearner;
    std::shared_ptr<const sinter::Model> fit(const sinter::TrainingSet& t,
                                             sinter::Host& /*host*/) const override {
        return std::make_shared<Coefficients>(std::vector<double>{1, 2, t.labels(0, 0)});
    }
    const sinter::ModelRestorer* restorer() const override { return this; }

private:
    std::shared_ptr<const sinter::Model> restore(sinter::StateReader& state) const override {
        const auto bytes = state.rest();
        std::uint64_t count = 0;
        std::memcpy(&count, bytes.data(), sizeof(count));
        std::vector<double> values;
        for (std::uint64_t i = 0; i < count; ++i) {
            double value = 0;
            std::memcpy(&value, bytes.data() + sizeof(count) + i * sizeof(value), sizeof(value));
            values.push_back(value);
        }
        return std::make_shared<Coefficients>(std::move(values));
    }
};

SINTER_LEARNER_PLUGIN(Trusts, "trusts_a_length", "1.0.0", "");
