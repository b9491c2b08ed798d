class Shell:
    def do_get(self, key):
        return "get " + key

    def do_del(self, key):
        return "del " + key

    def run(self, name, *args):
        return COMMANDS[name](self, *args) if name in COMMANDS else "unknown"


COMMANDS = {n[3:]: f for n, f in vars(Shell).items() if n.startswith("do_")}
