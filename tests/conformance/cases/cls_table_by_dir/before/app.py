class Shell:
    def do_get(self, key):
        return "get " + key

    def do_old(self):
        return "old"


NAMES = sorted(n[3:] for n in dir(Shell) if n.startswith("do_"))
TABLE = {n[3:]: getattr(Shell, n) for n in dir(Shell) if n.startswith("do_")}
