# SPDX-License-Identifier: Apache-2.0
"""A class with `features` and featurize as a featurizer."""

import numpy
from sinter_bridge_user_class import require_method

SYMBOLS = (
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb"
    " Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au"
    " Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts"
    " Og"
).split()


class Materials:
    """The materials of one call.

    names           as the user wrote them
    composition(i)  {"Fe": 2.0, "O": 3.0}
    inputs          the config's input columns: name to one number per material; of a category its level's index
    offsets, atomic_numbers, amounts: the same compositions as three arrays; material i has the elements
                    offsets[i] .. offsets[i + 1] - 1
    note(i, text)   something worth knowing on material i, such as an imputed value
    error(i, text)  material i cannot be featurized; its row becomes NaN
    """

    def __init__(self, names, offsets, atomic_numbers, amounts, inputs, report):
        self.names = names
        self.offsets = offsets
        self.atomic_numbers = atomic_numbers
        self.amounts = amounts
        self.inputs = inputs
        self._report = report
        self.failed = []

    def __len__(self):
        return len(self.names)

    def composition(self, i):
        elements = slice(self.offsets[i], self.offsets[i + 1])
        return {SYMBOLS[z - 1]: float(a) for z, a in zip(self.atomic_numbers[elements], self.amounts[elements])}

    def note(self, i, text):
        self._report(i, False, str(text))

    def error(self, i, text):
        self.failed.append(i)
        self._report(i, True, str(text))


def _features_of(featurizer):
    name = type(featurizer).__name__
    features = getattr(featurizer, "features", None)
    if isinstance(features, str) or not isinstance(features, (list, tuple)) or not features:
        raise TypeError(f"{name}.features is {features!r}; expected a list of names, or of (name, unit)")
    features = [(f, "") if isinstance(f, str) else (str(f[0]), str(f[1])) for f in features]
    names = [feature for feature, _ in features]
    twice = {feature for feature in names if names.count(feature) > 1}
    if twice:
        raise ValueError(f"{name}.features names {sorted(twice)} twice")
    return features


class Featurizer:
    def __init__(self, user_class):
        self._featurizer = user_class.example()
        with user_class.about():
            require_method(self._featurizer, "featurize", ("materials", "out"))
            self.features = _features_of(self._featurizer)

    def featurize(self, materials, out):
        if not len(materials):
            return
        out[...] = numpy.nan
        self._featurizer.featurize(materials, out)
        if materials.failed:
            out[materials.failed] = numpy.nan
