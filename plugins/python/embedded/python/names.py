# SPDX-License-Identifier: Apache-2.0
"""Modules and what they hold, by name; where there is none of that name, what is near it and what to install."""

import difflib
import importlib
import pkgutil
import sys

# Of modules whose package has another name: Debian's, and PyPI's.
_PACKAGES = {"sklearn": ("python3-sklearn", "scikit-learn")}


def did_you_mean(name, known, cutoff=0.6, within=""):
    """' (did you mean "x"?)', or nothing where nothing is as near. Case does not count. `within`: comes before x."""
    by_case = {}
    for other in known:
        by_case.setdefault(other.lower(), other)
    near = difflib.get_close_matches(name.lower(), by_case, 1, cutoff)
    return f' (did you mean "{within}{by_case[near[0]]}"?)' if near else ""


def part_of(holder, name):
    """An attribute of a module or a class."""
    if not hasattr(holder, name):
        known = [other for other in dir(holder) if not other.startswith("_")] + _modules_in(holder)
        called = getattr(holder, "__name__", type(holder).__name__)
        raise AttributeError(f'{called} has no "{name}"{did_you_mean(name, known)}')
    return getattr(holder, name)


def _modules_in(package):
    return [module.name for module in pkgutil.iter_modules(getattr(package, "__path__", []))]


def has_module(name):
    """Imports it. False where there is none of that name; what is missing within it is an error."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{name}.".startswith(f"{error.name}."):
            raise
        return False
    return True


def import_module(name):
    """An error names the first package of the path that is not there."""
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        if not has_module(".".join(parts[:count])):
            missing = ".".join(parts[:count])
            raise ModuleNotFoundError(f"No module named '{missing}'", name=missing)
    return sys.modules[name]


def about_missing_module(name):
    """What to do where the import of `name` found nothing, as the end of a sentence; empty: nothing to say."""
    if not name:
        return ""
    package, _, last = name.rpartition(".")
    if package:
        return did_you_mean(last, _modules_in(sys.modules.get(package)), within=f"{package}.")
    near = did_you_mean(name, [module.name for module in pkgutil.iter_modules()], cutoff=0.75)
    if near:
        return near
    debian, pypi = _PACKAGES.get(name, (f"python3-{name}", name))
    sure = "is" if name in _PACKAGES else "may be"
    source = f"the Debian package {debian}, or {pypi} for pip in a virtual environment"
    return f": not installed for {sys.executable}; it {sure} {source}"
