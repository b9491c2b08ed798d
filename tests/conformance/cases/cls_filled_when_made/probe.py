import app
from app import Settings, Table

table = Table()
columns, by_name, ordered = Table.columns, Table.by_name, Table.ordered
columns.append("at run time")
identity = Table.__dict__["id"]
Settings.current["debug"] = True
current, cache = Settings.current, Settings.cache
cache.data["a"] = 1


def checks():
    return {
        "names": columns == ["id", "year", "at run time"] and columns is Table.columns,
        "by name": sorted(by_name) == ["id", "year"] and by_name["id"] is identity is Table.__dict__["id"],
        "the objects": [c.name for c in ordered] == ["id", "year"] and ordered[0] is identity,
        "of the class": ordered[1] is by_name["year"] is Table.__dict__["year"],
        "used by a method": table.header() == "id,year,at run time",
        "what a call was given an edited dict for": Settings.current is current and dict(current) == {"timeout": 20, "debug": True},
        "or a list": Settings.cache is cache and cache.data == {"a": 1} and cache.names == ["a", "b", "c"],
        "what only computes": Settings.upper == ["A", "B", "C"],
    }
