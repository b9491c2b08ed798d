import app
@app.show.register(list)
def _(x): return "list of plugin"
