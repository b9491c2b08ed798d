import a
import b
import c
from a import CACHE, put
from b import hit

put("one")
hit()
hit()


def checks():
    return {
        "the dict is the same": a.CACHE is CACHE and "one" in CACHE,
        "and filled on": put("two") == 2 and a.put("two") == 2,
        "the counter goes on": hit() == 3 and c.HITS == 3,
    }
