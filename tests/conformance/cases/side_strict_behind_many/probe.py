"""A strict registry that a decorator imports when it is called, beside a call that reaches very many objects."""
import app
import grid
import sites
import views

held = sites.site.registry["view"]


def checks():
    return {
        "registered once": list(sites.site.registry) == ["view"] and sites.site.registry["view"].size == 2,
        "held": held.size == 2 and type(held) is views.View,
        "called": sorted(grid.table.named) == ["first", "second"],
    }
