import desk
from states import State
desk.enter(State.PAID)
desk.enter(State.PAID)


def checks():
    desk.COUNTS[State.NEW] = 0
    return {
        "new text": desk.enter(State.NEW) == "new: 1",
        "kept counts": desk.COUNTS[State.PAID] == 2,
        "new member": len(State) == 3 and desk.COUNTS.get(list(State)[-1]) == 0,
    }
