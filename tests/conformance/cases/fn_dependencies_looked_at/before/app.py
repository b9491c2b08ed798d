from deps import tenant
from di import Depends, get


class Paging:
    def __init__(self, skip=0, limit=5):
        self.skip, self.limit = skip, limit


def inner(q="a"):
    return q


def outer(x=Depends(inner)):
    return x


@get("/paged")
def paged(page=Depends(Paging)):
    return page.limit


@get("/short")
def short(page: Paging = Depends()):
    return page.limit


@get("/deep")
def deep(x=Depends(outer)):
    return x


@get("/tenant")
def of(t=Depends(tenant)):
    return t
