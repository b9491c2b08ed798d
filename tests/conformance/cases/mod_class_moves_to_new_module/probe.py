import pkg

m = pkg.Engine("main")


def checks():
    return {
        "one class": type(m) is pkg.Engine and isinstance(m, pkg.core.Engine),
        "live": m.run() == "slow main",
        "new": pkg.Engine("x", fast=True).run() == "fast x",
    }
