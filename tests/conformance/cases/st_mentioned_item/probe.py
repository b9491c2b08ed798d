import app, user
def checks(): return {"cfg": app.CONFIGS == {"a": {"x": 1}, "b": {"x": 2}}, "cur": app.f() == 2 and user.CUR is app.CUR is app.CONFIGS["b"], "a": user.held[1] == {"x": 1}}
