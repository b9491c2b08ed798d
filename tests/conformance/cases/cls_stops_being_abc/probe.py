"""A class is no longer abstract, or one of its methods is not."""
import inspect

import app
from app import Codec, Half, Json, Store

class Mine(Codec):
    def encode(self, x): return "mine"
class Part(Codec): pass
class Quarter(Store):
    def get(self, key): return 2
    name = "quarter"
json, mine = Json(), Mine()
def made(kind, method, *args):
    try: return getattr(kind(), method)(*args)
    except TypeError: return "refused"
made(Half, "put", 1)


def checks():
    return {
        "can be made": (made(Codec, "encode", 0), made(Part, "encode", 0)) == ("default", "default"),
        "as before": (made(Json, "encode", 0), made(Mine, "encode", 0)) == ("new", "mine"),
        "methods": (json.encode(0), json.version(), mine.version()) == ("new",) * 3,
        "isinstance": isinstance(mine, Codec) and isinstance(json, Json) and not isinstance(json, Mine),
        "one method less": (made(Half, "put", 1), made(Quarter, "put", 1)) == ("new", "new"),
        "what is left": Store.__abstractmethods__ == {"get", "name"} and inspect.isabstract(Store),
        "value for a property": Half.name == "new" and not inspect.isabstract(Half),
    }
