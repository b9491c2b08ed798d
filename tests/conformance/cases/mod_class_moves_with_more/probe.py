import core
import engine

m = core.Engine("main")


def checks():
    return {
        "one class": type(m) is core.Engine is getattr(engine, "Engine", None),
        "live": m.run() == "slow main",
        "new": core.start("x") == "slow x",
    }
