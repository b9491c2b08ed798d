"""f = deco(f) behind the definition: changed, new, gone, twice, of an import."""
import app
import lib
from app import cached, chain, gets_one, home, load, load_raw, loses_one

table = {"load": load, "one": gets_one, "lost": loses_one}
cached(1)


def checks():
    return {
        "other argument": app.load(1) == load(1) == table["load"](1) == ("ms", [1]),
        "under another name": load_raw(1) == app.load_raw(1) == [1],
        "cache": cached(1) == ("c2", 1) and app.cached.cache_info().maxsize == 8 and cached is app.cached,
        "chain": chain(1) == app.chain(1) == ("OUT", ("in", 1)),
        "new": gets_one(1) == table["one"](1) == app.gets_one(1) == ("s", ("g2", 1)),
        "gone": loses_one(1) == table["lost"](1) == app.loses_one(1) == ("l2", 1),
        "unchanged": app.as_it_was(1) == ("s", ("a2", 1)),
        "registered once": list(lib.ROUTES) == ["/"] and lib.ROUTES["/"]() == home() == "h2",
        "import": app.imported(1) == ("ms", 1) and lib.imported(1) == 1,
    }
