# SPDX-License-Identifier: Apache-2.0
"""The option `parameters`: the arguments of a call, as text."""

import ast
import inspect
import operator

from sinter_bridge_names import did_you_mean, has_module, import_module, part_of


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


def refuse_unknown_keywords(function, keywords):
    """Before the call, which would not name what is near."""
    if not keywords:
        return  # the signature of a class without __init__ is work, and leaves a circle for the garbage collector
    try:
        known = inspect.signature(function).parameters
    except (TypeError, ValueError):  # of a builtin, say
        return
    if any(p.kind is p.VAR_KEYWORD for p in known.values()):
        return
    for name in keywords:
        if name not in known:
            called = getattr(function, "__name__", str(function))
            raise TypeError(
                f'{called} has no parameter "{name}"{did_you_mean(name, known)}; it takes {", ".join(known) or "none"}'
            )


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
        function = _imported(node.func)
        refuse_unknown_keywords(function, keywords)
        return function(*arguments, **keywords)
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
    found = import_module(parts[0])
    for place, part in enumerate(parts[1:], 2):
        if not hasattr(found, part):
            has_module(".".join(parts[:place]))
        found = part_of(found, part)
    return found
