HOOKS = {}


class Holder:
    callback = limit = None


holder = Holder()
