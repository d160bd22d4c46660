# SPDX-License-Identifier: Apache-2.0
"""A class with fit, whose result has predict, as a transfer strategy."""

import numpy
from sinter_bridge_arrays import generator, put, put_or_unknown
from sinter_bridge_user_class import require_method


class Task:
    """Predicting one label.

    name, unit, context   of the label
    class_count           0: a number; otherwise y holds class indices
    rows                  into the problem's features and materials
    y, weights            one per row; weights may be None: all one
    x, materials          those of the rows; copies
    fidelity, cost        as the config says, NaN if it does not: how near to the truth, what a label costs
    """

    def __init__(self, problem, index, name, unit, class_count, context, rows, y, weights, fidelity, cost):
        self.index = index
        self.name = name
        self.unit = unit
        self.class_count = class_count
        self.context = context
        self.rows = rows
        self.y = y
        self.weights = weights
        self.fidelity = fidelity
        self.cost = cost
        self._problem = problem

    @property
    def x(self):
        return self._problem.features[self.rows]

    @property
    def materials(self):
        return self._problem.materials[self.rows]


class Problem:
    """What a strategy is fitted on.

    features        every row that a task refers to, read-only
    materials       one number per row: equal numbers, equal material
    feature_names   one per column
    targets, sources   lists of Task
    target          the first target
    seed, rng()     named by this fit
    source_rows     which source rows there are of materials that will be predicted: "held_out" (none),
                    "read_out_of_bag" (all: ask predict_out_of_bag for candidates) or "kept" (all)
    """

    def __init__(self, features, materials, feature_names, seed, key, source_rows):
        self.features = features
        self.materials = materials
        self.feature_names = feature_names
        self.seed = seed
        self.source_rows = source_rows
        self.targets = []
        self.sources = []
        self._key = key

    @property
    def target(self):
        return self.targets[0]

    def rng(self):
        return generator(self._key)


class Candidates:
    """What is to be predicted: features and materials as in Problem; known_sources: rows x sources, the
    measured label where it is known and the class says reads_known_sources = True, else NaN."""

    def __init__(self, features, materials, known_sources):
        self.features = features
        self.materials = materials
        self.known_sources = known_sources


class Host:
    """The host's services; only while fit runs. learner() is the one of the option `learner`."""

    def __init__(self, native, names):
        self._native = native
        self._names = names

    def __deepcopy__(self, memo):
        return self

    def learner(self, option="learner"):
        """The learner that the config names under `option`: "learner" or "source_learner"."""
        name = self._names.get(option) or self._names["learner"]
        if not name:
            raise ValueError(f'the strategy asks for a learner: give the option {option} = "NAME"')
        return HostLearner(self._native, name)

    def cancelled(self):
        return self._native.cancelled()


class HostLearner:
    def __init__(self, native, name):
        self._native = native
        self._name = name

    def __deepcopy__(self, memo):
        return self

    def fit(self, x, y, task, *, weights=None, materials=None, more_features=(), out_of_bag=False):
        """A model of labels that are like those of `task`, fitted on its stream of random numbers.

        weights, materials  default to those of the task where there is one per row
        more_features       names of the columns that x has beside those of the problem, at the right
        out_of_bag          the model gets predict_out_of_bag, by inner folds where it has no bags
        The model has predict(x), predict_with_deviations(x) -> (mean, sigma_mean, sigma_obs) with None for what
        is not known, and predict_out_of_bag(x, materials).
        """
        x = numpy.asarray(x, dtype=numpy.float64)
        y = numpy.asarray(y, dtype=numpy.float64)
        materials = task.materials if materials is None else materials
        if weights is None and task.weights is not None and len(task.weights) == len(y):
            weights = task.weights
        if x.ndim != 2 or y.shape != (len(x),) or len(materials) != len(x):
            raise ValueError(
                f"x has the shape {x.shape}, y {y.shape}, and there are {len(materials)} materials; expected n x d, n and n"
            )
        return self._native.fit(self._name, task.index, x, y, weights, materials, list(more_features), out_of_bag)


NEEDS = {
    "min_sources": 0,
    "max_sources": 0,
    "max_targets": 1,
    "same_unit": False,
    "numbers_only": False,
    "reads_known_sources": False,
}


class Strategy:
    """Makes a new object for every fit. `learners`: the names that the config gives, by option."""

    def __init__(self, user_class, learners):
        self._make = user_class
        self._learners = learners
        example = user_class.example()
        with user_class.about():
            require_method(example, "fit", ("problem", "host"))
            self.needs = {name: type(default)(getattr(example, name, default)) for name, default in NEEDS.items()}

    def fit(self, problem, native):
        strategy = self._make()
        model = strategy.fit(problem, Host(native, self._learners))
        model = strategy if model is None else model
        require_method(model, "predict", ("candidates",), of="what fit gave: ")
        return Model(model)


class Model:
    def __init__(self, model):
        self._model = model

    def predict(self, candidates, mean, sigma_mean, sigma_obs):
        if not len(candidates.features):
            return
        values = self._model.predict(candidates)
        values = values if isinstance(values, tuple) else (values, None, None)
        if len(values) != 3:
            raise ValueError("predict gives the mean, or a tuple of mean, sigma_mean and sigma_obs")
        put(mean, values[0], "predict")
        put_or_unknown(sigma_mean, values[1], "sigma_mean")
        put_or_unknown(sigma_obs, values[2], "sigma_obs")
