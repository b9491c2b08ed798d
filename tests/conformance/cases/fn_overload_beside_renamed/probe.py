import app
from lib import plain
c = app.Color()
plain(c), plain(1)
def checks():
    try: size = plain(app.Size()) == "size"
    except TypeError: size = False
    return {"size": size, "int": plain(1) == "new int", "color": plain(c) == "color"}
