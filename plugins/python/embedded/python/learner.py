# SPDX-License-Identifier: Apache-2.0
"""A class with fit and predict, or an estimator of scikit-learn, as a learner."""

import numpy
from sinter_bridge_arrays import generator, put, put_or_unknown
from sinter_bridge_user_class import require_method, takes

CAN = {
    "regress": 1 << 0,
    "classify": 1 << 1,
    "many_labels": 1 << 2,
    "missing_labels": 1 << 3,
    "missing_features": 1 << 4,
    "categories": 1 << 5,
    "weights": 1 << 6,
    "row_order": 1 << 7,
}

# What fit may ask for by the name of an argument, beside x and y; see docs/guide/python.md.
FIT_ARGUMENTS = ("sample_weight", "rng", "seed", "feature_names", "materials", "class_count", "cancelled")


def _gives_std(model):
    """A pipeline hands what predict is given on to its last step."""
    last = model.steps[-1][1] if hasattr(model, "steps") else model
    return takes(last.predict, "return_std")


class Learner:
    """Makes a new object for every fit.

    `return_std`: which deviation it is that predict(x, return_std=True) gives, "sigma_obs", "sigma_mean" or
    "none".
    """

    def __init__(self, user_class, return_std):
        self._make = user_class
        self._return_std = return_std
        example = user_class.example()
        with user_class.about():
            require_method(example, "fit", ("x", "y"), _asked_for(example))
            _require_predict(example)
            self.capabilities = _capabilities_of(example)
        with user_class.about_call():
            _refuse_jobs(example)
            _refuse_values(example)

    def fit(self, x, y, call):
        """`call`: FIT_ARGUMENTS and their values, but `key` for `rng`."""
        model = self._make()
        _set_random_states(model, call["seed"])
        if call["class_count"]:
            y = y.astype(numpy.int64)
        wanted = _wanted_of(model, call)
        try:
            fitted = model.fit(x, y, **wanted)
        except ValueError as error:
            if "read-only" not in str(error):  # some compiled code asks to write to what it only reads
                raise
            model = self._make()
            _set_random_states(model, call["seed"])
            fitted = model.fit(x.copy(), y.copy(), **_wanted_of(model, call))
        fitted = model if fitted is None else fitted
        _require_predict(fitted, of="what fit gave: ")
        return Model(fitted, call["class_count"], self._return_std)


def _require_predict(model, of=""):
    out = ("out",) if takes(getattr(model, "predict", None), "out") else ()
    require_method(model, "predict", ("x",), out, of)


def _asked_for(model):
    return [name for name in FIT_ARGUMENTS if takes(getattr(model, "fit", None), name)]


def _wanted_of(model, call):
    return {name: generator(call["key"]) if name == "rng" else call[name] for name in _asked_for(model)}


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
        if _random_states_of(example):  # which draw rows by their place
            names.add("row_order")
    elif not names & {"regress", "classify"}:
        names.add("regress")
    if takes(example.fit, "sample_weight"):
        names.add("weights")
    if "classify" in names and not callable(getattr(example, "predict_proba", None)):
        raise TypeError(f"{type(example).__name__} has no predict_proba, which classes need")
    return sum(CAN[name] for name in names)


def _parameters_of(model):
    return model.get_params(deep=True) if hasattr(model, "get_params") else {}


def _random_states_of(model):
    """Names and values, also of the parts of a pipeline."""
    return [
        (name, value)
        for name, value in sorted(_parameters_of(model).items())
        if name == "random_state" or name.endswith("__random_state")
    ]


def _set_random_states(model, seed):
    """A seed of its own for every random_state that the config leaves open, also of the parts of a pipeline."""
    open_states = [name for name, value in _random_states_of(model) if value is None]
    if open_states:
        seeds = numpy.random.SeedSequence(seed).generate_state(len(open_states))
        model.set_params(**{name: int(state) for name, state in zip(open_states, seeds)})


def _refuse_jobs(model):
    for name, value in _parameters_of(model).items():
        if (name == "n_jobs" or name.endswith("__n_jobs")) and value not in (None, 1):
            raise ValueError(f"{name} = {value}: leave it at 1; the host runs folds side by side already")


def _refuse_values(model):
    """What scikit-learn would say of its parameters in every fit, also of those of a pipeline's parts."""
    for part in (model, *_parameters_of(model).values()):
        checked = hasattr(part, "_validate_params") and hasattr(part, "_parameter_constraints")
        if not checked or isinstance(part, type):
            continue
        try:
            part._validate_params()
        except ValueError as error:
            raise ValueError(str(error)) from None


class Model:
    def __init__(self, model, class_count, return_std):
        self._model = model
        self._class_count = class_count
        self._own = callable(getattr(model, "predict_with_deviations", None))
        self._std = "none" if self._own or not _gives_std(model) else return_std
        self._into = takes(model.predict, "out")
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
