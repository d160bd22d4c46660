# SPDX-License-Identifier: Apache-2.0
"""A class (or function) of the user's, with the arguments of the config: what it makes, and what that must have."""

import copy
import inspect

from sinter_bridge_errors import about
from sinter_bridge_names import did_you_mean
from sinter_bridge_parameters import parse_parameters, refuse_unknown_keywords


class UserClass:
    """Makes new objects: fits on several threads do not meet.

    `option`: the option of the config that names the class.
    """

    def __init__(self, make, parameters, option):
        self._make = make
        self._option = option
        self._call_option = "parameters" if parameters.strip() else option
        with about("parameters"):
            self._arguments, self._keywords = parse_parameters(parameters)

    def __call__(self):
        # Some objects fit their arguments in place (the steps of a pipeline): each gets its own.
        return self._make(*copy.deepcopy(self._arguments), **copy.deepcopy(self._keywords))

    def about(self):
        """Errors within are about the class itself."""
        return about(self._option)

    def about_call(self):
        """Errors within are about the arguments that the config gives it."""
        return about(self._call_option)

    def example(self):
        """A first object, to look at."""
        with self.about_call():
            refuse_unknown_keywords(self._make, self._keywords)
            return self()


def takes(function, name):
    """Whether it has an argument of this name."""
    try:
        return name in inspect.signature(function).parameters
    except (TypeError, ValueError):  # of a builtin, say
        return False


def require_method(made, name, arguments, keywords=(), of=""):
    """Refuses an object without this method, or one that cannot be called with these arguments by position and
    these by name. `of`: what the error begins with."""
    kind = type(made).__name__
    method = getattr(made, name, None)
    if not callable(method):
        public = [other for other in dir(made) if not other.startswith("_")]
        raise TypeError(f'{of}{kind} has no method "{name}"{did_you_mean(name, public)}')
    try:
        signature = inspect.signature(method)
    except (TypeError, ValueError):  # of a builtin, say
        return
    try:
        signature.bind(*arguments, **dict.fromkeys(keywords))
    except TypeError as error:
        raise TypeError(f'{of}{kind}.{name}{signature} is called as {name}({", ".join(arguments)}): {error}') from None
