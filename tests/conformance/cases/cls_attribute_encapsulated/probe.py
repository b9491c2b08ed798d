import app
t = app.Tank(5)
def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return type(e).__name__
def checks():
    new = app.Tank(300)
    return {"new": new.level == 100, "old": attempt(lambda: t.level) == 5, "old fills": attempt(lambda: (t.fill(0), t.level)[1]) == 5}
