import gc
import app
from signals import saved
def checks():
    gc.collect()
    return {"sent": saved.send("o") == ["MAIL O"],
            "app": app.mail("o") == "MAIL O",
            "disconnect": saved.disconnect(app.mail),
            "none left": saved.send("o") == []}
