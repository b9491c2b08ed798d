import app
from app import FIRST, ORDER, Table
import importer

table = Table()


def checks():
    return {
        "order": app.ORDER == ["ccc", "bb", "a"] and ORDER is app.ORDER,
        "first": app.FIRST == "ccc" and importer.FIRST == "ccc",
        "method": app.BY_METHOD == ["bb", "a"],
        "class": table.ROWS == {"a": "aaa", "b": "bbb"},
    }
