import app
import reg

reg.run(300)


FIRED = {r.name: r.fired for r in reg.RULES}


def checks():
    fired = {r.name: r.fired for r in reg.RULES}
    return {"counters kept": all(fired.get(n, 0) >= c for n, c in FIRED.items()), "once": sorted(r.name for r in reg.RULES) == ["any", "big order"],
            "150": reg.run(150) == ["note"], "250": sorted(reg.run(250)) == ["flag 250", "note"]}
