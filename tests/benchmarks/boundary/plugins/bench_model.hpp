// SPDX-License-Identifier: Apache-2.0
//
// A model that does next to nothing, so that what is measured is the call.
#pragma once

#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>

#include <cstring>

namespace sinter::bench {

class TrivialModel final : public Model {
public:
    void predict(MatrixView x, MatrixOut mean) const override { mean(0, 0) = x(0, 0); }
};

/// Writes the address of the matrix that it was given.
class AddressModel final : public Model {
public:
    void predict(MatrixView x, MatrixOut mean) const override {
        const double* address = x.c().data;
        std::memcpy(&mean(0, 0), &address, sizeof address);
    }
};

class TrivialLearner final : public Learner {
public:
    static Parameters parameters() {
        Parameters p;
        p.boolean("address", false).doc("predict the address of the features");
        return p;
    }
    explicit TrivialLearner(const Options& options) : address_(options.boolean("address")) {}
    [[nodiscard]] Capabilities capabilities() const override { return SINTER_CAN_REGRESS; }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet&, Host&) const override {
        if (address_) {
            return std::make_shared<AddressModel>();
        }
        return std::make_shared<TrivialModel>();
    }

private:
    bool address_;
};

} // namespace sinter::bench
