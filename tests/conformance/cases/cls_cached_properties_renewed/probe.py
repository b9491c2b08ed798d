"""Values that cached_property has kept of functions that have changed, or of what these call."""
import app

report, fixed = app.Report([1, 2]), app.Fixed([1])
for r in (report, fixed):
    r.title, r.cost, r.size, r.connection
    r.note("a")
connection = report.connection


def checks():
    return {
        "another body": report.total == 30,
        "what reads it": report.title == "total 30",
        "a function that it calls": report.cost == [3, 6],
        "what methods fill": report.notes == ["a"],
        "an object": report.connection is connection,
        "another's": report.size == 102 and fixed.size == 1 and fixed.asked == 1,
        "an attribute in front of it": fixed.total == -1 and fixed.title == "total -1",
    }
