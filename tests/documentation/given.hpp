// SPDX-License-Identifier: Apache-2.0
//
// What the examples of headers and pages use without declaring it. Nothing is defined: they are only compiled.
#pragma once

#include <sinter/context_noise.hpp>
#include <sinter/cross_fitted.hpp>
#include <sinter/inner_folds.hpp>
#include <sinter/input_columns.hpp>
#include <sinter/label_columns.hpp>
#include <sinter/per_target.hpp>
#include <sinter/plugin.hpp>
#include <sinter/prediction.hpp>
#include <sinter/quiet_host.hpp>
#include <sinter/residual_ratio.hpp>
#include <sinter/simplex_weights.hpp>
#include <sinter/source_column.hpp>
#include <sinter/task_rows.hpp>
#include <sinter/text_lines.hpp>
#include <sinter/training_candidates.hpp>

#include <Eigen/Core>

#include <memory>
#include <string>
#include <vector>

namespace given {

using namespace sinter;

/// A class that shows members derives from this: from whatever has a function that they may override.
struct Interfaces : Learner, TransferStrategy, SavedModel, ModelRestorer {};

enum class Bags { poisson, multinomial };
Choices<Bags> choices_of(Bags);
extern Host& host;

struct Fitted final : Model {
    template <class... Parts>
    explicit Fitted(Parts&&... parts);
    void predict(MatrixView x, MatrixOut mean) const override;
};

class MyLearner final : public Learner {
public:
    static Parameters parameters();
    explicit MyLearner(const Options& options);
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override;
};

struct Table {};
Table read_table(const std::string& file);

extern Parameters p;
extern const Options& options;
extern const TrainingSet& training;
extern const std::string where;
extern const std::string line;
extern const double weight;
extern double slope_;
extern Table table_;
extern RowMatrix x_;
extern Eigen::VectorXd y_;

} // namespace given
