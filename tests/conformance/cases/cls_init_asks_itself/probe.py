"""A new __init__ asks for the class, the time, and makes tables of what it was given."""
import app
j = app.Job("A b", ["x", "y"])
b = app.Big("B", ["z"])


def checks():
    return {"describe": j.describe() == "Job:A b:2", "big": b.describe() == "Big:B:1", "other": b.other == "big",
     "token": len(j.token) == 32 and j.token != b.token, "index": j.index == {"x": 0, "y": 1}, "upper": j.upper == ["X", "Y"],
     "label": j.label == "A b/2", "fmt": j.fmt == "A b-2", "slug": j.slug == "a-b"}
