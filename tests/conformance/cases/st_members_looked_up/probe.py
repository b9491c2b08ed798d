"""Unchanged lines look members up by value and by name, of tables that say more now."""
import app
from app import ROLES, STATES, Perm, State

app.sessions["a"] = 1
READ = Perm.READ


def checks():
    return {
        "roles": sorted(ROLES) == ["admin", "editor", "viewer"] and app.allowed("admin", Perm["DELETE"]) and ROLES is app.ROLES,
        "same members": ROLES["viewer"] is READ is Perm.READ,
        "states": app.STATES == (State.NEW, State.DONE) and STATES == app.STATES,
        "state of the process": app.sessions == {"a": 1},
    }
