"""A field of a dataclass is kept under a private name now, and a property gives it."""
import app

j = app.Job("a")
j.run()


def checks():
    return {"state": j.state == "done", "behind it": vars(j).get("_state") == "done"}
