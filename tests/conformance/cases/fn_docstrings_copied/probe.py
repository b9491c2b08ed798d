"""Docstrings, and nothing else, are other ones: of properties, class and static methods, which copy them."""
import inspect
from app import Order, Report

total = Order.__dict__["total"]
Order.tax.__doc__ += ""


def checks():
    return {
        "property": Order.total.__doc__ == "Total in cents." and total.__doc__ == "Total in cents.",
        "of a class of one's own": (Order.tax.__doc__, Order.undocumented.__doc__) == ("Tax in cents.", "Now."),
        "methods": (Report.parse.__doc__, Report.make.__doc__) == ("Parse it.", "Make one."),
        "cached": Report.rows.__doc__ == "All rows." and inspect.getdoc(Report.rows) == "All rows.",
        "values": (Order().total, Order().tax, Report.parse("x")) == (1, 2, "x"),
    }
