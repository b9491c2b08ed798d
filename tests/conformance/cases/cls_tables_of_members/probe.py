"""Tables and sets of members in a class; they and the Enum have more now."""
import app
from app import Machine, State

table, machine = Machine.TABLE, Machine()


def checks():
    new = State(4)
    return {
        "pairs as keys": Machine.TABLE is table and table[(State.DONE, 1)] is State.IDLE and table[(State.IDLE, 1)] is State.BUSY,
        "live members alone": all(v is State[v.name] for v in table.values()) and all(k[0] is State[k[0].name] for k in table),
        "a frozenset": State.DONE in Machine.FINAL and new in Machine.FINAL and new.final() and len(Machine.FINAL) == 2,
        "members as keys": Machine.NAMES[State.IDLE] == "idle" and Machine.NAMES[new] == "failed",
        "a default": machine.may(State.IDLE) and machine.may(new) and not machine.may(State.DONE),
    }
