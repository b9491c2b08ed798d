import app
import reg

reg.run(total=300)
first = list(reg.RULES)


def default():
    try:
        return reg.run()
    except KeyError:
        return "KeyError"


def checks():
    return {"once": sorted(r.name for r in reg.RULES) == ["any", "big", "small"], "counted": all(r.fired >= 1 for r in first) and sum(r.fired for r in reg.RULES) >= 2,
            "run": reg.run(total=50) == ["note"], "default": default() == ["small"]}
