import app
import reg

held = reg.ENTRIES[0]


def checks():
    return {
        "a list that is sorted": [(e.name, e.order) for e in reg.ENTRIES] == [("dots", 50), ("strip", 90)],
        "the same record": reg.ENTRIES[-1] is held and held.function is app.strip,
        "a list in the order of the source": reg.STEPS == [(0, app.strip), (7, app.dots)],
    }
