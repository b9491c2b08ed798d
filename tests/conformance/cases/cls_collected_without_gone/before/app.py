from machine import Machine


class Press(Machine):
    def do_open(self, wide):
        return "open %s" % wide

    def do_close(self):
        return "close"
