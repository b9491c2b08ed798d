"""The first route that matches wins: one with another path stays where it stands in the list."""
import app
import router


def checks():
    return {"order": router.ROUTES == [("/members", app.users), ({"host": "b"}, app.hosts), ("/<any>", app.fallback)]}
