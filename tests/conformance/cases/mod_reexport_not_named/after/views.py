from front import limit
from lib import limited


@limited("search", cost=2)
def search():
    return "new"


@limit("list", cost=3)
def listing():
    return "new"
