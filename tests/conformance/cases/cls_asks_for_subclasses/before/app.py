import base


class Csv(base.Plugin):
    name = "csv"


class Old(base.Plugin):
    name = "old"


class Xml(base.Plugin):
    name = "xml"

    def run(self):
        return "xml"


def collect(of):
    found = {}
    for one in of.__subclasses__():
        found[one.name] = one
        found.update(collect(one))
    return found


BY_NAME = {c.name: c for c in base.Plugin.__subclasses__()}
ALL = collect(base.Plugin)
NAMES = [c.__name__ for c in base.Plugin.__subclasses__()]
