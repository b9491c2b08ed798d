import lib
import views
from views import listing, search


def checks():
    return {
        "by the package": search() == "new" and getattr(search, "cost", None) == 2,
        "by another module": listing() == "new" and getattr(listing, "cost", None) == 3,
        "one function": views.limit is views.limited is lib.limited,
    }
