import lib
from lib import columns, fields_of, title

BASE = "orders"
KINDS = ["a", "b"]


def table(name):
    return "t_" + name


def labels(kinds):
    result = []
    for kind in kinds:
        result.append(title(kind))
    return result


class Schema:
    name = "str"


class Repo:
    table_name = table(BASE)
    labels = labels(KINDS)
    fields = fields_of(Schema)
    columns = lib.columns("ID", "Name")
    seen = {}

    def describe(self):
        return self.table_name, self.labels, self.fields, self.columns
