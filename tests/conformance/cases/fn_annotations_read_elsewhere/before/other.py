import app
from app import load, search

RETURNS = {"search": app.search.__annotations__["return"]}
LOADS = load.__annotations__


class Schema:
    fields = list(search.__annotations__)


for name in app.Store.put.__annotations__:
    RETURNS[name] = name
