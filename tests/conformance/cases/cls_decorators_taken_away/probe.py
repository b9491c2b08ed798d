import functools
import app
r = app.Repo()
load, save = r.load, r.save
p = functools.partial(r.load, "p")
kinds = app.Repo.kinds
table = {"load": [load]}
load("a"); kinds()
def checks():
    del r.trail[:]
    got = [load("a"), load("a"), table["load"][0]("a"), p()]
    n = len(r.trail)
    s = save("k")
    return {"load": got == ["load2 a"] * 3 + ["load2 p"], "not cached": n == 4, "save": s == "save2 k" and "lock" not in r.trail,
            "attr": not hasattr(save, "serialized"),
            "classmethod": kinds() == [2] and kinds() is not kinds()}
