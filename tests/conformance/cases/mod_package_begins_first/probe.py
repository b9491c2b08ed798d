"""A submodule that was imported later is imported by the package now, and imports from it: as always, the package begins."""
import pkg
import pkg.late
from pkg.late import start


def checks():
    return {
        "new in the package": pkg.stop() == ("stop2", "go2"),
        "one object": pkg.start is pkg.late.start is start,
        "new code": start() == ("start2", "go2"),
    }
