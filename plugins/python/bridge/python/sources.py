# SPDX-License-Identifier: Apache-2.0
"""Where the user's Python objects come from: a file, or an import path, and the arguments of the config."""

import ast
import copy
import difflib
import hashlib
import importlib
import importlib.metadata
import operator
import sys
import threading
import types

_modules = {}
_modules_lock = threading.Lock()


def from_file(path, name, method):
    """What the file calls `name`; with an empty name its only class that has `method`.

    A file is read once: all units of a run see the same code, whatever becomes of the file meanwhile.
    """
    module = _module_of(path)
    own = {
        key: value
        for key, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__ and hasattr(value, method)
    }
    if not name:
        if len(own) != 1:
            found = ", ".join(own) or "none"
            raise ValueError(f'class must be given: of the classes of {path} with "{method}" there is not one but {found}')
        return next(iter(own.values()))
    found = getattr(module, name, None)
    if not callable(found):
        near = difflib.get_close_matches(name, own, 1)
        hint = f' (did you mean "{near[0]}"?)' if near else ""
        raise ValueError(f'{path} defines no class or function "{name}"{hint}; it defines: {", ".join(own) or "no class"}')
    return found


def _module_of(path):
    with _modules_lock:
        if path not in _modules:
            with open(path, "rb") as stream:
                code = compile(stream.read(), path, "exec")
            module = types.ModuleType("sinter_file_" + hashlib.sha256(path.encode()).hexdigest()[:12])
            module.__file__ = path
            sys.modules[module.__name__] = module  # dataclasses look their module up there
            try:
                exec(code, vars(module))
            except BaseException:
                del sys.modules[module.__name__]
                raise
            _modules[path] = module
        return _modules[path]


def from_import_path(path):
    """What "package.module:Name" names."""
    module, colon, name = path.partition(":")
    if not (module and colon and name):
        raise ValueError(f'"{path}" is not an import path; expected "package.module:Name"')
    found = importlib.import_module(module)
    for part in name.split("."):
        if not hasattr(found, part):
            near = difflib.get_close_matches(part, dir(found), 1)
            hint = f' (did you mean "{near[0]}"?)' if near else ""
            raise ValueError(f'{module} has no "{part}"{hint}')
        found = getattr(found, part)
    return found


def require_versions(requirements):
    """Each is "distribution==version"."""
    for requirement in requirements:
        name, equals, version = requirement.partition("==")
        if not (name and equals and version):
            raise ValueError(f'requires: expected "name==version", got "{requirement}"')
        try:
            installed = importlib.metadata.version(name.strip())
        except importlib.metadata.PackageNotFoundError:
            raise ValueError(f"requires {requirement}, but {name} is not installed for {sys.executable}") from None
        if installed != version.strip():
            raise ValueError(f"requires {requirement}, but {name} {installed} is installed")


class Maker:
    """Makes a new object of the user's with the arguments of the config."""

    def __init__(self, make, parameters):
        self._make = make
        self._arguments, self._keywords = parse_parameters(parameters)

    def __call__(self):
        # Some objects fit their arguments in place (the steps of a pipeline): each gets its own.
        return self._make(*copy.deepcopy(self._arguments), **copy.deepcopy(self._keywords))


def parse_parameters(text):
    """The arguments that stand in `text` as they would in a call: `alpha = 0.1, fit_intercept = False`.

    Values are literals, arithmetic on them, and things that are imported by their full name, called or not:
    `kernel = sklearn.gaussian_process.kernels.RBF(2.0)`.
    """
    try:
        call = ast.parse(f"f({text}\n)", mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"parameters: {error.msg}: {text}") from None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        raise ValueError(f"parameters: expected arguments as in a call, got: {text}")
    return _arguments_of(call)


_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


def _arguments_of(call):
    if any(keyword.arg is None for keyword in call.keywords):
        raise ValueError("parameters: ** is not taken; write the keywords out")
    return [_value_of(node) for node in call.args], {k.arg: _value_of(k.value) for k in call.keywords}


def _value_of(node):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.List):
        return [_value_of(item) for item in node.elts]
    if isinstance(node, ast.Tuple):
        return tuple(_value_of(item) for item in node.elts)
    if isinstance(node, ast.Dict) and all(key is not None for key in node.keys):
        return {_value_of(key): _value_of(value) for key, value in zip(node.keys, node.values)}
    if isinstance(node, ast.UnaryOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value_of(node.operand))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value_of(node.left), _value_of(node.right))
    if isinstance(node, ast.Call):
        arguments, keywords = _arguments_of(node)
        return _imported(node.func)(*arguments, **keywords)
    return _imported(node)


def _imported(node):
    """What a dotted name stands for, its module being imported."""
    name = ast.unparse(node)
    parts = name.split(".")
    if len(parts) < 2 or not all(part.isidentifier() for part in parts):
        raise ValueError(
            f'parameters: "{name}" is not taken; values are literals, arithmetic on them and full names such as'
            " sklearn.gaussian_process.kernels.RBF(2.0)"
        )
    found = importlib.import_module(parts[0])
    for place, part in enumerate(parts[1:], 2):
        if not hasattr(found, part):
            importlib.import_module(".".join(parts[:place]))
        found = getattr(found, part)
    return found
