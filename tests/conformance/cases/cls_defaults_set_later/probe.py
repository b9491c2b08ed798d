"""Lines behind the classes are as they were, and what they have set on functions of these stays."""
import app

column = app.Column("a")


def checks():
    return {
        "the class": app.Entry.levels[0] == app.Entry("/").level() == "fine" and not app.Column.sortable,
        "of a base": app.Entry("/") == ("/", 200, 0),
        "of a method": app.Column("b").width == 4 and column.render("x") == "|   x" and column.filterable,
        "its docstring": app.Column.render.__doc__ == "Text of a cell.",
    }
