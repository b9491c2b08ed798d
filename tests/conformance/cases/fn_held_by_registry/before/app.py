"""Functions that only an object of another module holds, somewhere within, get new parameters."""
import lib


@lib.in_cells
def in_cells(a, b=1):
    return a + b


@lib.in_object
def in_object(a, b=1):
    return a + b


@lib.in_dict
def in_dict(a, b):
    return a + b


@lib.in_attribute
def in_attribute(a: int, b=1):
    "Old."
    return a + b
