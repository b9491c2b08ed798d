import importlib
import app, helper


def checks():
    return {
        "import_module() at the top level": getattr(app, "A", 0) == 2 and getattr(app, "B", 0) == "added",
        "a function that imports": getattr(app, "C", 0) == ("new", 2) and app.late() == ("new", 2),
        "a function that imports by name": getattr(app, "D", 0) is helper,
        "importlib itself": getattr(app, "E", 0) is importlib.import_module and app.importlib is importlib
                            and getattr(app, "load", 0) is importlib.import_module,
        "a submodule of importlib": getattr(app, "F", 0) == "json",
        "__import__()": getattr(app, "G", 0) == "new",
        "a new module, relative too": getattr(app, "H", 0) == ("inner", "inner"),
    }
