"""Definitions within if, try and with; imports that are tried."""
import contextlib
import sys

if sys.version_info >= (3,):
    def pick():
        return "new"
else:
    def pick():
        return "never"

try:
    from nowhere_to_be_found import dumps
except ImportError:
    def dumps(value):
        return "new", value

with contextlib.suppress(ImportError):
    import nowhere_to_be_found

if False:
    def never():
        pass
elif True:
    def chosen():
        return "new"

CACHE = {}
