import app

p = app.Pool()
p.put("a", 1)
p.put("a", 2)


def tried(*a):
    try:
        p.put(*a)
    except Exception as e:
        return type(e).__name__


def checks():
    r = [tried("b", 3), tried("b", 4)]
    return {"new kind": r == [None, None], "room": p.jobs.maxsize == 4 and p.jobs.qsize() == 4, "kinds": p.by_kind["b"] == {3, 4}}
