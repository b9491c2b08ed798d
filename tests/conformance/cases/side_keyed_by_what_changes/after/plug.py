from app import Moved, Paid, State
from bus import on


@on(Moved)
@on(Paid)
@on(State.NEW)
def audit(event):
    return "audit"
