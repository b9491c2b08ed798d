import sqlite3
from sqlite3 import connect


class Store:
    def __init__(self, path, table):
        self.db = sqlite3.connect(path)
        self.db.execute("create table %s (n)" % table)
        self.table = table

    def add(self, n):
        self.db.execute("insert into %s values (?)" % self.table, (n,))
        return self.db.execute("select sum(n) from %s" % self.table).fetchone()[0]


DB = connect(":memory:", timeout=6)
STORE = Store(":memory:", "new")


def answer():
    return DB.execute("select 2").fetchone()[0]
