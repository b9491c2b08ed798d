import app
from app import in_attribute, in_cells, in_dict, in_object


def checks():
    function = in_attribute.run
    return {
        "cell": in_cells(1) == app.in_cells(1) == 16,
        "object in an object": in_object(1) == app.in_object(1) == 16,
        "dict": in_dict["function"](1) == app.in_dict["function"](1) == 16,
        "attribute": in_attribute(1) == app.in_attribute(1) == 16,
        "annotations, docstring": (function.__annotations__, function.__doc__) == ({"a": str}, "New."),
    }
