"""What a branch has bound that is not taken any more is gone; state that the module asks for, or counts, is not."""
import app

app.sessions["a"] = 1
app.count()
sessions = app.sessions


def checks():
    return {
        "the other branch": app.LEVEL == 20,
        "gone": not any(hasattr(app, name) for name in ("trace", "trace_log")),
        "asked for": app.sessions is sessions == {"a": 1},
        "counted": app.hits >= 1 and app.count() > 1,
    }
