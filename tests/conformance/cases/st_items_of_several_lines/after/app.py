CONFIG = {}
CONFIG["db"] = {"host": "h2"}
CONFIG["db"]["port"] = 1


class Session:
    pass


session = Session()
session.headers = {"A": "2"}
session.headers["B"] = "1"
session.hooks = [max]
session.hooks.append(len)
