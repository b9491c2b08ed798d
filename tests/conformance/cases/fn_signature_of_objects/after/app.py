from deps import Settings, get_db, get_user
from inject import Depends, inject


@inject
def list_items(db=Depends(get_db), user=Depends(get_user), settings: Settings = None):
    return "items of %s for %s" % (db, user)


@inject
def whoami(user=Depends(get_user, name="me")):
    return user + "!"


def raw(db=Depends(get_db), n=1):
    return db, n
