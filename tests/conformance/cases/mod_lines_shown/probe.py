import traceback

import app
import bus

app.sessions["ann"] = 1
app.LIMITS["large"] = 9
try:
    app.check(11)
except ValueError:
    shown = traceback.format_exc()


def checks():
    return {
        "code": app.check(1) == "fine 1",
        "once, with the new weight": [w for w, f in bus.TOPICS["check"]] == [5],
        "table, and what came at run time": app.LIMITS == {"small": 2, "large": 9},
        "sessions": app.sessions == {"ann": 1},
    }
