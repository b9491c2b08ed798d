"""What the new __init__ sets on the way: before it gives itself away, in pairs, of a base that is new, in __post_init__."""
import app

item, other, conn, tls = app.Item(), app.Item("b"), app.Conn("h"), app.Tls("t")
handler, user, apart = app.Handler(), app.User(), app.Apart()


def checks():
    return {
        "before it is given away": item.tries == 0 and other.tries == 0,
        "in pairs": item.cache == {} and item.cache is not other.cache and item.left == 1 and item.right is not other.right,
        "member of an enumeration": item.state is app.State.IDLE,
        "of an argument that each has": item.made == item.name.upper(),
        "__post_init__": conn.log == [] and tls.log == [] and conn.log is not tls.log,
        "a base that is new": handler.attempt() == 1,
        "a base that had none": user.created_at() is None,
        "not reached": not hasattr(apart, "attempts"),
    }
