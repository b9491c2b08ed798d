"""Lines that filled containers of the module are not there any more; what the process has put in stays."""
import app

for items in (app.CHECKS, app.NAMES, app.ROUTES):
    items.append("own")
for table in (app.PATTERNS, app.SIZES, app.OPTIONS):
    table["own"] = 1
app.LEVELS.add("own")
checked, first = app.CHECKS, app.first


def checks():
    return {
        "functions": app.CHECKS == [first, "own"] and app.CHECKS is checked and first() == 10,
        "keys": sorted(app.PATTERNS) == ["id", "own"],
        "what functions say": app.NAMES == ["n1", "own"],
        "a loop": app.SIZES == {"own": 1},
        "an update": app.OPTIONS == {"debug": False, "own": 1},
        "+=": app.ROUTES == [("/", first), "own"],
        "within an if": app.LEVELS == {6, "own"},
    }
