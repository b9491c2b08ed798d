"""New contents that are equal to the old ones by ==, and yet others: for whoever reads them."""
import app
from app import CONF, ROUTES, Job


def checks():
    return {
        "numbers": repr(Job.opts) == "{'debug': False}" and repr(CONF) == "{'log': {'debug': False}}",
        "in a tuple": repr(app.PAIR) == "({'on': True},)",
        "order": list(Job.columns) == ["name", "id"],
        "members": [x.name for x in Job.levels] == ["LOW", "HIGH"],
        "records": [o.help for o in Job.options] == ["be verbose", ""] and [r.help for r in ROUTES] == ["new"],
        "a class of words": [str.__str__(w) for w in Job.words] == ["Host"],
        "places": str(app.STEPS[0]) == "1.00",
    }
