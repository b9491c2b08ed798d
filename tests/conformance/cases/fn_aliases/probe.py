import app
from app import compute, same, shortcut as short
held = [compute]


def checks():
    return {
        "one that was renamed": app.compute(2) == compute(2) == held[0](2) == 4 and app.calculate(2) == 4,
        "one that leads elsewhere": app.shortcut(2) == short(2) == 102,
        "one that is as before": app.same(2) == same(2) == 4,
    }
