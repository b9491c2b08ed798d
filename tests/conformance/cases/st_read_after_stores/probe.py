"""Lines that set attributes and items have changed; unchanged lines behind them read these."""
import app
from app import ALL, DB

DB["run"] = 1


def checks():
    return {
        "a namespace": app.TIMEOUT == 4,
        "an object": app.RETRIES == 4,
        "by a method": app.POOL == 4,
        "a class": (app.MOST, app.LEAST) == (4, 4),
        "a function": app.LIMIT == 4,
        "another module": app.OTHER == 8 and app.PUT == (4, 4),
        "by another name": app.DB is DB and DB == {"port": 4, "run": 1} and app.PORT == 4,
        "copies of a list": app.ALL is ALL and ALL == ["a", "c"] and app.UPPER == ["A", "C"],
    }
