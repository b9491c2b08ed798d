def bindings(win):
    return {
        "q": lambda: win.log.append("quit1"),
        "s": lambda: win.log.append("save1"),
        "d": lambda: win.log.append("delete1"),
    }
def validators(low):
    return [("min", lambda v: v >= low), ("int", lambda v: isinstance(v, int))]
