class Form:
    def __init__(self, fields):
        self.values = dict.fromkeys(fields, "1")
        self.handlers = {}
        for f in fields:
            self.on("reset", lambda f=f: self.clear(f).upper())
        self.on("click", lambda: self.submit("v2"))
    def on(self, event, fn):
        self.handlers.setdefault(event, []).append(fn)
    def fire(self, event):
        return [fn() for fn in self.handlers[event]]
    def submit(self, tag):
        return "%s %s" % (tag, sorted(self.values.items()))
    def clear(self, f):
        self.values[f] = ""
        return f
