import lib
from lib import columns, fields_of, title

BASE = "sales"
KINDS = ["a", "c"]


def table(name):
    return "tbl_" + name


def labels(kinds):
    result = []
    for kind in kinds:
        result.append(title(kind))
    return result


class Schema:
    name = "str"
    age = 1


class Repo:
    table_name = table(BASE)
    labels = labels(KINDS)
    fields = fields_of(Schema)
    columns = lib.columns("ID", "Name")
    seen = {}

    def describe(self):
        return self.table_name, self.labels, self.fields, self.columns
