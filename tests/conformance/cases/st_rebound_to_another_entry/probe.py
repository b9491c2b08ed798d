"""A name that a function has bound to another entry of a table, which is edited; and a list into which others have put something, of
which a partial is edited."""
import app
import plugin

primary, replica = app.POOLS["primary"], app.POOLS["replica"]
app.failover()


def checks():
    return {
        "rebound": app.active is replica is app.POOLS["replica"] and app.active["size"] == 20,
        "theme": app.theme is app.DARK and app.theme == {"bg": "navy"},
        "as the line says": app.kept is primary,
        "stages": len(app.STAGES) == 3 and app.STAGES[1] is plugin.dedupe,
        "edited": app.run([" a", "a", "b", "c", "d"]) == ["a", "b", "c"],
    }
