from front import limit
from lib import limited


@limited("search")
def search():
    return "old"


@limit("list")
def listing():
    return "old"
