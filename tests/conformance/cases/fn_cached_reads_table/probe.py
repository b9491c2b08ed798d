import app
import other

service = app.Svc()
first = app.tbl("a"), other.o("a"), service.get("a")


def checks():
    return {
        "of its module": app.tbl("a") == 10,
        "of another one": other.o("a") == 10,
        "a method": service.get("a") == 10,
    }
