# SPDX-License-Identifier: Apache-2.0
"""Exceptions as texts, and what Python prints as lines of the host's log."""

import contextlib
import os
import sys
import threading
import traceback
import warnings

from sinter_bridge_names import about_missing_module

_LONGEST = 1900  # bytes; what crosses the boundary is cut a little above


class HostError(RuntimeError):
    """An error of the host, or of a learner that it made. `code` is a result code of the boundary."""

    def __init__(self, text, code):
        super().__init__(text)
        self.code = code


class about:
    """What is raised within is about this option of the config, unless something in it has named another."""

    def __init__(self, option):
        self._option = option

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is not None and not hasattr(error, "sinter_option"):
            with contextlib.suppress(Exception):  # of types that take no attributes
                error.sinter_option = self._option


def describe(error):
    """(code or 0, text, option or ""): type and message, then where it came from, the innermost call last."""
    code = _code_of(error)
    message = "".join(traceback.format_exception_only(type(error), error)).strip()
    if isinstance(error, HostError):
        message = str(error)
    if isinstance(error, ModuleNotFoundError):
        message += about_missing_module(error.name)
    # Neither ours nor those of the import system.
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith("<") and not frame.filename.endswith("importlib/__init__.py")
    ]
    lines = [f"  {_short(f.filename)}:{f.lineno} in {f.name}" + (f": {f.line}" if f.line else "") for f in frames]
    # The frames hold the arrays of the call, whose memory is the host's.
    traceback.clear_frames(error.__traceback__)
    error.__traceback__ = None
    budget = _LONGEST // 2
    message = _cut(message, budget)
    kept = []
    room = _LONGEST - len(message.encode())
    for line in reversed(lines):  # the innermost matter most
        room -= len(line.encode()) + 1
        if room < 60:
            kept.append("  ... earlier calls left out")
            break
        kept.append(line)
    trace = "\n".join(reversed(kept))
    text = f"{message}\nPython traceback, innermost call last:\n{trace}" if trace else message
    return code, text, getattr(error, "sinter_option", "")


def _code_of(error):
    if isinstance(error, HostError):
        return error.code
    if isinstance(error, MemoryError):
        return 3
    if isinstance(error, NotImplementedError):
        return 2
    if isinstance(error, ArithmeticError) or type(error).__name__ == "LinAlgError":
        return 5
    return 0


def _short(filename):
    parts = filename.split(os.sep)
    for root in ("dist-packages", "site-packages"):
        if root in parts:
            return os.sep.join(parts[parts.index(root) + 1 :])
    return filename


def _cut(text, size):
    data = text.encode()
    return text if len(data) <= size else data[: size - 4].decode(errors="ignore") + " ..."


class Log:
    """Takes the place of sys.stdout and sys.stderr: whole lines go to the host's log.

    `emit(is_warning, text)` gives a line to the host of the call that runs on this thread, and returns
    whether there is one.
    """

    encoding = "utf-8"

    def __init__(self, emit, stream):
        self._emit = emit
        self._stream = stream
        self._local = threading.local()

    def write(self, text):
        *lines, rest = (getattr(self._local, "rest", "") + text).split("\n")
        self._local.rest = rest
        for line in lines:
            if line.strip():
                self.line(False, line)
        return len(text)

    def line(self, is_warning, text):
        if not self._emit(is_warning, text) and self._stream is not None:
            self._stream.write(text + "\n")
            self._stream.flush()

    def flush(self):
        pass

    def isatty(self):
        return False


def install_log(emit):
    log = Log(emit, sys.stderr)
    sys.stdout = sys.stderr = log

    def show(message, category, filename, lineno, file=None, line=None):
        log.line(True, f"{category.__name__}: {' '.join(str(message).split())}")

    # Each call says what it has to say, whichever came first: what a trial reports depends on no other trial.
    warnings.simplefilter("always")
    for category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", category)
    warnings.showwarning = show
