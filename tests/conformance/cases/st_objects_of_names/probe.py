"""One object for each name, and there is one name more: the others go on with what they have."""
import app

cpu, disk = app.COLLECTORS
by_name = app.BY_NAME["cpu"]
cpu.sample(1)
by_name.sample(2)
app.BY_NAME["own"] = None


def checks():
    return {
        "one more": [c.name for c in app.COLLECTORS] == ["cpu", "disk", "net"] and app.BY_NAME["net"].samples == [],
        "the others": app.COLLECTORS[0] is cpu and cpu.samples == [1] and app.COLLECTORS[1] is disk,
        "in a dict": app.BY_NAME["cpu"] is by_name and by_name.samples == [2] and "own" in app.BY_NAME,
    }
