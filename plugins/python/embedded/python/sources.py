# SPDX-License-Identifier: Apache-2.0
"""Where the user's classes come from: a file, or an import path; and the versions that their results belong to."""

import hashlib
import importlib.metadata
import sys
import threading
import types

from sinter_bridge_errors import about
from sinter_bridge_names import did_you_mean, import_module, part_of
from sinter_bridge_user_class import UserClass

_modules = {}
_modules_lock = threading.Lock()


def class_of_file(path, name, method, parameters):
    """What the file calls `name`; with an empty name its only class that has `method`.

    A file is read once: all trials of a run see the same code, whatever becomes of the file meanwhile.
    """
    with about("file"):
        module = _module_of(path)
    option = "class" if name else "file"
    with about(option):
        return UserClass(_named(module, path, name, method), parameters, option)


def class_of_import_path(path, parameters):
    """What "package.module:Name" names, by the option `estimator`."""
    with about("estimator"):
        module, colon, name = path.partition(":")
        if not (module and colon and name):
            raise ValueError(f'"{path}" is not an import path; expected "package.module:Name"')
        found = import_module(module)
        for part in name.split("."):
            found = part_of(found, part)
    return UserClass(found, parameters, "estimator")


def _named(module, path, name, method):
    own = [
        key for key, value in vars(module).items() if callable(value) and getattr(value, "__module__", "") == module.__name__
    ]
    if not name:
        fit = [key for key in own if isinstance(getattr(module, key), type) and hasattr(getattr(module, key), method)]
        if len(fit) != 1:
            found = ", ".join(fit) or "none"
            raise ValueError(f'class must be given: of the classes of {path} with "{method}" there is not one but {found}')
        return getattr(module, fit[0])
    found = getattr(module, name, None)
    if not callable(found):
        raise ValueError(
            f'{path} defines no class or function "{name}"{did_you_mean(name, own)}; it defines: {", ".join(own) or "none"}'
        )
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


def require_versions(requirements):
    """Each is "distribution==version"."""
    with about("requires"):
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
