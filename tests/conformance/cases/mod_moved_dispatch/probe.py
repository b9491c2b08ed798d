import app
import geo

held = app.encode
held(geo.Point())


def checks():
    return {
        "moved": app.dump("x") == held("x") == geo.encode("x") == "new x",
        "its own": app.dump(1) == held(1) == "new int",
        "registered by others": app.dump(geo.Point()) == held(geo.Point()) == "point",
    }
