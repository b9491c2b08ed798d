from machine import Machine


class Press(Machine):
    def do_open(self, wide, slowly=False):
        return "opened %s, %s" % (wide, slowly)

    def do_stop(self):
        return "stop"
