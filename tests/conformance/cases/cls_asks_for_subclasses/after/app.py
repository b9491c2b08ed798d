import base


class Csv(base.Plugin):
    name = "csv"


class Json(base.Plugin):
    name = "json"


class Xml(base.Plugin):
    name = "XML"

    def run(self):
        return "xml 2"


class Small(Xml):
    name = "small"


def collect(of):
    found = {}
    for one in of.__subclasses__():
        found[one.name] = one
        found.update(collect(one))
    return found


BY_NAME = {c.name: c for c in base.Plugin.__subclasses__()}
ALL = collect(base.Plugin)
NAMES = [c.__name__ for c in base.Plugin.__subclasses__()]
