import gc
import app
from dispatch import post_save
u = app.User()
def checks():
    gc.collect()
    return {"send": post_save.send(app.User) == ["PROFILE2 U2"], "save": hasattr(u, "save") and u.save() == ["PROFILE2 U2"]}
