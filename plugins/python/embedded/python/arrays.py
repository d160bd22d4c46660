# SPDX-License-Identifier: Apache-2.0
"""Arrays out of what user code returns, and models that own their memory."""

import copy

import numpy


def put(out, values, what):
    """Copies `values` into `out` (rows x outputs), if that is wanted."""
    if out is None:
        return
    values = numpy.asarray(values, dtype=numpy.float64)
    if values.ndim == 1 and out.shape[1] == 1:
        values = values[:, numpy.newaxis]
    if values.shape != out.shape:
        raise ValueError(f"{what} gave an array of shape {values.shape}; expected {out.shape}")
    out[...] = values


def put_or_unknown(out, values, what):
    """As put; None is not known."""
    if values is None and out is not None:
        out[...] = numpy.nan
    else:
        put(out, values, what)


def detached(model):
    """A copy whose arrays are its own: the model that is given still looks at the host's memory."""
    try:
        return copy.deepcopy(model)
    except Exception as error:
        raise TypeError(
            "the model keeps an array of fit's arguments, whose memory is the host's, and cannot be copied: keep x.copy()"
        ) from error


def generator(key):
    """A numpy Generator; `key` is two 64-bit words."""
    return numpy.random.Generator(numpy.random.Philox(key=numpy.array(key, dtype=numpy.uint64)))
