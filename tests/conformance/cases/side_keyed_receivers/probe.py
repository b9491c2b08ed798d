"""A registry takes one with a key that it has for done: another decorator beside that one does not cost it its entry."""
import app
import lib

lib.receiver(lib.Order)(lambda name: "late " + name)


def checks():
    return {
        "as before": sorted(lib.send(lib.Order)) == ["deleted Order", "late Order", "saved Order"],
        "and more": sorted(lib.send(lib.Refund)) == ["deleted Refund", "saved Refund"],
    }
