"""A class becomes abstract: for the classes below it, here and elsewhere, and for isinstance()."""
import abc

import app
import plugin
from app import Broken, Codec, Disk, Json, Memory, Store, Xml

json, xml, good, memory, disk = Json(), Xml(), plugin.Good(), Memory(), Disk()
broken = Broken()  # as long as it may be made
class Virtual: pass
def refuses(kind):
    try: kind()
    except TypeError: return True
    return False


def checks():
    register = getattr(Codec, "register", None)
    return {
        "metaclass": type(Codec) is type(Json) is type(plugin.Good) is type(Memory) is abc.ABCMeta,
        "methods": (json.encode(0), json.version(), broken.version(), good.version()) == ("new",) * 4,
        "abstract": refuses(Codec) and refuses(Broken) and refuses(plugin.Bad) and refuses(plugin.Worse),
        "not abstract": not refuses(Json) and plugin.Good().encode(0) == "good",
        "isinstance of the base": all(isinstance(o, Codec) for o in (json, xml, good)) and not isinstance(3, Codec),
        "and of those below": [isinstance(o, kind) for kind in (Json, Xml, plugin.Good) for o in (json, xml, good)] ==
                              [True, False, False, False, True, False, False, False, True],
        "by metaclass": isinstance(memory, Store) and not isinstance(memory, Disk) and not isinstance(disk, Memory),
        "registers": register is not None and register(Virtual) is Virtual and isinstance(Virtual(), Codec),
    }
