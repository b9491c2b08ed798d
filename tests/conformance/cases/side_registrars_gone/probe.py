"""Of several decorators one that registers is gone, or another has come for it: its entry goes."""
import app
import reg


def checks():
    return {
        "of another module": reg.TASKS == {"kept": app.kept},
        "replaced": app.LISTED == [app.tick],
        "one of two names": app.COMMANDS == {"list": app.show},
        "in words": app.PERMS == {},
        "what stays": app.beat.public and app.drop.public and app.late() == ("w", "late"),
    }
