// my_plugin: a learner.
//
// As it stands it is the mean over the k nearest training rows, the nearer the more,
//
//     y(x) = sum_i w_i y_i / sum_i w_i,    w_i = v_i max(0, 1 - |x - x_i|^2 / h(x)^2),            (1)
//
// where v_i is the weight of training row i, features are divided by their standard deviations, and h(x) is
// the distance to the row after the k nearest ones (Stone, Ann. Statist. 5, 595 (1977): quadratic weights).
// The places marked EDIT are where another idea goes.
#include <sinter/plugin.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace {

using namespace sinter;

/// What fitting keeps. It is read by several threads at once, so it never changes.
class Fitted final : public Model, private Uncertainty, private SavedModel {
public:
    Fitted(RowMatrix x, Eigen::VectorXd y, Eigen::VectorXd weights, Eigen::RowVectorXd scale,
           Index neighbours)
        : x_(std::move(x)), y_(std::move(y)), weights_(std::move(weights)), scale_(std::move(scale)),
          neighbours_(neighbours) {}
    /// What save() wrote; it may be damaged, so that whatever is relied on below is checked here.
    explicit Fitted(StateReader& state)
        : x_(state.matrix("x")), y_(state.vector("y", x_.rows())),
          weights_(state.vector("weights", x_.rows())), scale_(state.vector("scale", x_.cols()).transpose()),
          neighbours_(state.integer("neighbours", 1, std::numeric_limits<Index>::max())) {
        if (x_.rows() == 0 || !x_.allFinite() || !scale_.allFinite()) {
            state.refuse("the rows of the state are none, or not finite");
        }
    }

    void predict(MatrixView x, MatrixOut mean) const override { predict_with_deviations(x, mean, {}, {}); }

    /// Optional: a learner that knows how sure it is says so here.
    [[nodiscard]] const Uncertainty* uncertainty() const override { return this; }
    /// Optional: a model that can be saved writes all that it holds.
    [[nodiscard]] const SavedModel* saved() const override { return this; }

private:
    struct Estimate {
        double mean;
        double sigma_mean; ///< how uncertain the mean is
        double sigma_obs;  ///< how far a new measurement will be
    };

    void save(StateWriter& state) const override {
        state.begin("my_plugin", 1); // another number whenever what follows changes
        state.matrix(x_);
        state.vector(y_);
        state.vector(weights_);
        state.vector(scale_.transpose());
        state.integer(neighbours_);
    }

    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override {
        if (x.columns() != x_.cols()) {
            fail_invalid("my_plugin: another number of features than in the fit");
        }
        const auto rows = x.map();
        for (Index i = 0; i < x.rows(); ++i) { // row i of the result depends on row i of x only
            const Estimate estimate = at(rows.row(i));
            if (mean.wanted()) {
                mean(i, 0) = estimate.mean;
            }
            if (sigma_mean.wanted()) {
                sigma_mean(i, 0) = estimate.sigma_mean;
            }
            if (sigma_obs.wanted()) {
                sigma_obs(i, 0) = estimate.sigma_obs;
            }
        }
    }

    // EDIT: equation (1).
    [[nodiscard]] Estimate at(const Eigen::RowVectorXd& x) const {
        const Eigen::VectorXd squares = (x_.rowwise() - x.cwiseProduct(scale_)).rowwise().squaredNorm();
        const Eigen::VectorXd w = neighbour_weights(squares);
        const double total = w.sum();
        const double first =
            y_[0]; // differences from one label, so that equal labels give exactly that label
        const Eigen::ArrayXd y = y_.array() - first;
        const double mean = (w.array() * y).sum() / total;
        const double variance = (w.array() * (y - mean).square()).sum() / total;
        const double count = total * total / w.squaredNorm(); // how many rows of equal weight say as much
        const double spread =
            count > 1 ? variance * count / (count - 1) : std::numeric_limits<double>::quiet_NaN();
        return {first + mean, std::sqrt(spread / count), std::sqrt(spread)};
    }

    [[nodiscard]] Eigen::VectorXd neighbour_weights(const Eigen::VectorXd& squares) const {
        if (squares.size() <= neighbours_) { // all are near
            return weights_;
        }
        std::vector<double> sorted(squares.data(), squares.data() + squares.size());
        const auto next = sorted.begin() + neighbours_;
        std::nth_element(sorted.begin(), next, sorted.end());
        const double least = *std::min_element(sorted.begin(), next);
        if (least == *next) { // more than k rows are equally near
            return (squares.array() == least).select(weights_, 0);
        }
        return weights_.array() * (1 - squares.array() / *next).max(0);
    }

    RowMatrix x_; ///< scaled
    Eigen::VectorXd y_;
    Eigen::VectorXd weights_;
    Eigen::RowVectorXd scale_;
    Index neighbours_;
};

/// One over each feature's standard deviation; 0 for a feature that never changes.
Eigen::RowVectorXd scale_of(const RowMatrix& x) {
    const RowMatrix centred = x.rowwise() - x.colwise().mean();
    const Eigen::RowVectorXd deviation =
        (centred.colwise().squaredNorm() / static_cast<double>(x.rows())).cwiseSqrt();
    return (deviation.array() > 1e-12 * x.cwiseAbs().colwise().maxCoeff().array())
        .select(deviation.cwiseInverse(), 0);
}

class MyLearner final : public Learner, private ModelRestorer {
public:
    /// The options of a [learner.NAME] with plugin = "my_plugin". What is declared here is checked, shown by
    /// `sinter plugins describe my_plugin` and can be read below; nothing else can.
    static Parameters parameters() {
        Parameters p;
        p.integer("neighbours", 5)
            .at_least(1)
            .doc("h(x) is the distance to the row after this many nearest ones");
        return p;
    }

    explicit MyLearner(const Options& options) : neighbours_(options.integer("neighbours")) {}

    /// One label that is a number, weighted rows. The host refuses what is not named here: classes, several
    /// labels, missing values, categories.
    [[nodiscard]] Capabilities capabilities() const override {
        return SINTER_CAN_REGRESS | SINTER_CAN_WEIGHTS;
    }

    // EDIT: what is learned from the training rows. Random numbers come from training.stream, threads from
    // host.parallel_for: the same training set gives the same bytes.
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training,
                                                   Host& /*host*/) const override {
        RowMatrix x = training.features.map();
        Eigen::VectorXd y = training.labels.map().col(0);
        if (x.rows() == 0) {
            fail_invalid("my_plugin: there are no training rows");
        }
        if (!x.allFinite() || !y.allFinite()) {
            fail_invalid("my_plugin: a feature or a label is missing or infinite");
        }
        Eigen::VectorXd weights = Eigen::VectorXd::Ones(y.size());
        if (!training.weights.empty()) {
            weights = ConstVectorMap(training.weights.data(), y.size());
        }
        Eigen::RowVectorXd scale = scale_of(x);
        x = (x.array().rowwise() * scale.array()).matrix().eval();
        return std::make_shared<Fitted>(std::move(x), std::move(y), std::move(weights), std::move(scale),
                                        neighbours_);
    }

    /// Optional, with Fitted::saved.
    [[nodiscard]] const ModelRestorer* restorer() const override { return this; }

private:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override {
        state.begin("my_plugin", 1, 1); // the formats that it reads
        return std::make_shared<Fitted>(state);
    }

    std::int64_t neighbours_;
};

} // namespace

// Class, id, version, one line for `sinter plugins list`. EDIT the version with every change of what it predicts.
SINTER_LEARNER_PLUGIN(MyLearner, "my_plugin", "0.1.0",
                      "the mean over near neighbours, weighted by their distance");
