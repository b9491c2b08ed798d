handlers, strict = [], {}
def subscribe(f): handlers.append(f)
def once(name, f=None):
    if f is None: return lambda f: once(name, f)
    if name in strict: raise ValueError("duplicated " + name)
    strict[name] = f
    return f
