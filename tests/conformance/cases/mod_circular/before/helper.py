import app
def g(): return "one"
def back(): return app.f()
