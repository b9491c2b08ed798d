"""Each class is there once, the live one; what the process has added stays."""
import app
import base
from app import ALL, BY_NAME, NAMES, Csv, Xml

xml = Xml()


class Mine(base.Plugin):
    name = "mine"


app.ALL["mine"] = Mine


def checks():
    classes = [c.__name__ for c in base.Plugin.__subclasses__() if c.__name__ != "Old"]
    return {
        "keys": list(BY_NAME) == ["csv", "json", "XML", "mine"],
        "classes": BY_NAME["csv"] is Csv and BY_NAME["XML"] is Xml and BY_NAME["json"] is getattr(app, "Json", 0),
        "recursive": set(ALL) == {"csv", "json", "XML", "small", "mine"} and ALL["XML"] is Xml,
        "names": NAMES == ["Csv", "Json", "Xml", "Mine"],
        "same": app.BY_NAME is BY_NAME and app.ALL is ALL,
        "once": sorted(classes) == ["Csv", "Json", "Mine", "Xml"],
        "instance": xml.run() == "xml 2" and isinstance(xml, app.Xml),
    }
