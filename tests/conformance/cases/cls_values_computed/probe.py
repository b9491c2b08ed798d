"""Attributes of a class that functions compute: of what has changed, or otherwise now."""
import app

repo = app.Repo()
app.Repo.seen["x"] = 1


def checks():
    return {
        "by a function that does something else, of another text": repo.table_name == "tbl_sales",
        "of a list": repo.labels == ["A", "C"],
        "of a class": repo.fields == ["age", "name"],
        "as it was": repo.columns == ("id", "name"),
        "state": app.Repo.seen == {"x": 1},
    }
