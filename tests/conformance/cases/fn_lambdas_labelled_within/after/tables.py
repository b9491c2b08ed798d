def bindings(win):
    return {
        "a": lambda: win.log.append("all2"),
        "d": lambda: win.log.append("delete2"),
        "s": lambda: win.log.append("save2"),
        "q": lambda: win.log.append("quit2"),
    }
def validators(low):
    return [("int", lambda v: type(v) is int), ("min", lambda v: v > low)]
