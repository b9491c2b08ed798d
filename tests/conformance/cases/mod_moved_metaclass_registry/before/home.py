import registry


class Plugin(metaclass=registry.Meta):
    def m(self):
        return "old"
