"""All modules of this package are plug-ins, but for those with an underscore."""
import importlib
import pkgutil

REGISTRY = {}
API = 2


def plugin(f):
    REGISTRY[f.__name__] = f
    return f


for _found in pkgutil.iter_modules(__path__):
    if not _found.name.startswith("_"):
        importlib.import_module("%s.%s" % (__name__, _found.name))
