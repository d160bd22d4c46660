# SPDX-License-Identifier: Apache-2.0
"""A class with fit and predict, or an estimator of scikit-learn, as a learner."""

import inspect

import numpy
from sinter_bridge_arrays import generator, put, put_or_unknown
from sinter_bridge_sources import Maker

CAN = {
    "regress": 1 << 0,
    "classify": 1 << 1,
    "many_labels": 1 << 2,
    "missing_labels": 1 << 3,
    "missing_features": 1 << 4,
    "categories": 1 << 5,
    "weights": 1 << 6,
}


def _takes(function, name):
    try:
        return name in inspect.signature(function).parameters
    except (TypeError, ValueError):  # of a builtin, say
        return False


def _gives_std(model):
    """A pipeline hands what predict is given on to its last step."""
    last = model.steps[-1][1] if hasattr(model, "steps") else model
    return _takes(last.predict, "return_std")


class Learner:
    """Makes a new object for every fit, so that fits on several threads do not meet.

    `return_std`: which deviation it is that predict(x, return_std=True) gives, "sigma_obs", "sigma_mean" or
    "none".
    """

    def __init__(self, make, parameters, return_std):
        self._make = Maker(make, parameters)
        self._return_std = return_std
        example = self._make()
        for method in ("fit", "predict"):
            if not callable(getattr(example, method, None)):
                raise TypeError(f'{type(example).__name__} has no method "{method}"; a learner has fit and predict')
        _refuse_jobs(example)
        self.capabilities = _capabilities_of(example)

    def fit(self, x, y, call):
        """`call`: a dict of what fit may ask for by the name of an argument; see docs/guide/python.md."""
        model = self._make()
        _set_random_states(model, call["seed"])
        if call["class_count"]:
            y = y.astype(numpy.int64)
        wanted = _wanted_of(model.fit, call)
        try:
            fitted = model.fit(x, y, **wanted)
        except ValueError as error:
            if "read-only" not in str(error):  # some compiled code asks to write to what it only reads
                raise
            model = self._make()
            _set_random_states(model, call["seed"])
            fitted = model.fit(x.copy(), y.copy(), **_wanted_of(model.fit, call))
        return Model(model if fitted is None else fitted, call["class_count"], self._return_std)


def _wanted_of(fit, call):
    wanted = {name: value for name, value in call.items() if _takes(fit, name)}
    if _takes(fit, "rng"):
        wanted["rng"] = generator(call["key"])
    return wanted


def _is_sklearn(example):
    return hasattr(example, "get_params") and hasattr(example, "_estimator_type")


def _capabilities_of(example):
    names = set(getattr(example, "sinter_can", ()))
    unknown = names - set(CAN)
    if unknown:
        raise ValueError(f"sinter_can names {sorted(unknown)}; it takes {', '.join(CAN)}")
    if _is_sklearn(example):
        names.add("classify" if example._estimator_type == "classifier" else "regress")
        tags = example._get_tags() if hasattr(example, "_get_tags") else {}
        if tags.get("allow_nan"):
            names.add("missing_features")
        if tags.get("multioutput") and "regress" in names:
            names.add("many_labels")
    elif not names & {"regress", "classify"}:
        names.add("regress")
    if _takes(example.fit, "sample_weight"):
        names.add("weights")
    if "classify" in names and not callable(getattr(example, "predict_proba", None)):
        raise TypeError(f"{type(example).__name__} has no predict_proba, which classes need")
    return sum(CAN[name] for name in names)


def _parameters_of(model):
    return model.get_params(deep=True) if hasattr(model, "get_params") else {}


def _set_random_states(model, seed):
    """A seed of its own for every random_state that the config leaves open, also of the parts of a pipeline."""
    open_states = [
        name
        for name, value in sorted(_parameters_of(model).items())
        if value is None and (name == "random_state" or name.endswith("__random_state"))
    ]
    if open_states:
        seeds = numpy.random.SeedSequence(seed).generate_state(len(open_states))
        model.set_params(**{name: int(state) for name, state in zip(open_states, seeds)})


def _refuse_jobs(model):
    for name, value in _parameters_of(model).items():
        if (name == "n_jobs" or name.endswith("__n_jobs")) and value not in (None, 1):
            raise ValueError(f"{name} = {value}: leave it at 1; the host runs folds side by side already")


class Model:
    def __init__(self, model, class_count, return_std):
        self._model = model
        self._class_count = class_count
        self._own = callable(getattr(model, "predict_with_deviations", None))
        self._std = "none" if self._own or not _gives_std(model) else return_std
        self._into = _takes(model.predict, "out")
        self.has_deviations = not class_count and (self._own or self._std != "none")

    def predict(self, x, mean):
        if not len(x):
            return  # many estimators take no empty array
        if self._class_count:
            self._predict_classes(x, mean)
        elif self._into:
            self._model.predict(x, out=mean[:, 0] if mean.shape[1] == 1 else mean)
        else:
            put(mean, _called(self._model.predict, x), "predict")

    def predict_with_deviations(self, x, mean, sigma_mean, sigma_obs):
        if not len(x):
            return
        if self._own:
            values = _called(self._model.predict_with_deviations, x)
            if len(values) != 3:
                raise ValueError("predict_with_deviations gives three arrays: mean, sigma_mean and sigma_obs")
        else:
            value, std = _called(self._model.predict, x, return_std=True)
            values = (value, std, None) if self._std == "sigma_mean" else (value, None, std)
        put(mean, values[0], "the mean")
        put_or_unknown(sigma_mean, values[1], "sigma_mean")
        put_or_unknown(sigma_obs, values[2], "sigma_obs")

    def _predict_classes(self, x, mean):
        probabilities = numpy.asarray(_called(self._model.predict_proba, x), dtype=numpy.float64)
        classes = getattr(self._model, "classes_", None)
        if classes is None:
            put(mean, probabilities, "predict_proba")
            return
        columns = numpy.asarray(classes).astype(numpy.int64)
        if probabilities.shape != (mean.shape[0], len(columns)):
            raise ValueError(f"predict_proba gave an array of shape {probabilities.shape}")
        mean[...] = 0  # a class that was not seen
        mean[:, columns] = probabilities


def _called(function, x, **keywords):
    try:
        return function(x, **keywords)
    except ValueError as error:
        if "read-only" not in str(error):
            raise
        return function(x.copy(), **keywords)
