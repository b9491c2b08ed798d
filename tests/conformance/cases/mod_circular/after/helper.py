import app
def g(): return "two"
def back(): return app.f()
