from app import Base

Base.plugins.append("rt")
Base.counts["a"] += 5


def checks():
    return {
        "list": sorted(Base.plugins) == ["auth", "core", "cors", "rt"],
        "dict": Base.counts == {"a": 5, "b": 0, "c": 0},
    }
