"""Singletons of several styles, private names too."""
import app
from app import Database, Config, Bus, metrics

db = Database("pg://")
db.query("x")
conf = Config()
conf.values["debug"] = True
bus = Bus.instance()
bus.handlers.append(len)
metrics.hit("a")


def checks():
    return {
        "db": app.Database() is db and db.url == "pg://" and db.queries == 1,
        "query": Database().query(" q ") == "Q",
        "conf": app.Config() is conf and conf.get("debug") is True and Config().get("port") == 80,
        "bus": app.Bus.instance() is bus and bus.publish("abc") == {"len": 3},
        "subscribe": bus.subscribe(repr) is repr and bus.handlers == [len, repr],
        "metrics": app.metrics is metrics and metrics.hit("a") == 2,
        "reset": Database.reset() is db and app.Database("new") is not db and Database().url == "new",
    }
