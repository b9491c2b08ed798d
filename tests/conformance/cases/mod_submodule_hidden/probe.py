"""A function of the package has the name of the submodule that it is from; a new submodule imports both."""
import pkg
from pkg import run


def checks():
    return {
        "function": run() == "new" and pkg.run is run,
        "new submodule": pkg.cli.cli() == ("new", "extra", "new"),
    }
