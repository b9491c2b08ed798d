class Shell:
    def do_get(self, key):
        return "get " + key

    def do_del(self, key):
        return "del " + key


NAMES = sorted(n[3:] for n in dir(Shell) if n.startswith("do_"))
TABLE = {n[3:]: getattr(Shell, n) for n in dir(Shell) if n.startswith("do_")}
