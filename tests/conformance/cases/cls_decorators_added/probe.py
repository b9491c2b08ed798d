import app, user
a = app.Api()
held = [a.normalize, a.check]
def safe(f, *x):
    try: return f(*x)
    except Exception as e: return type(e).__name__
def checks():
    return {"use": a.use(1) is a.use(1), "held": held[0](2) is held[0](2), "foreign class": user.handler.normalize(3) is user.handler.normalize(3),
            "held wrapper": safe(held[1], "x") is False, "foreign wrapper": safe(user.handler.check, "x") is False, "ok": held[1](2) is True}
