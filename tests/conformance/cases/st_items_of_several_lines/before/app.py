CONFIG = {}
CONFIG["db"] = {"host": "h1"}
CONFIG["db"]["port"] = 1


class Session:
    pass


session = Session()
session.headers = {"A": "1"}
session.headers["B"] = "1"
session.hooks = []
session.hooks.append(len)
