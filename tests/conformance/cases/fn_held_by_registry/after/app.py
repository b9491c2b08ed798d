"""Functions that only an object of another module holds, somewhere within, get new parameters."""
import lib


@lib.in_cells
def in_cells(a, b=5, *, c=10):
    return a + b + c


@lib.in_object
def in_object(a, b=5, *, c=10):
    return a + b + c


@lib.in_dict
def in_dict(a, b=5, *, c=10):
    return a + b + c


@lib.in_attribute
def in_attribute(a: str, b=5, *, c=10):
    "New."
    return a + b + c
