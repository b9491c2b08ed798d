from deps import Settings, get_db, get_user
from inject import Depends, inject


@inject
def list_items(db=Depends(get_db), settings: Settings = None):
    return "items of %s" % db


@inject
def whoami(user=Depends(get_user)):
    return user


def raw(db=Depends(get_db)):
    return db
