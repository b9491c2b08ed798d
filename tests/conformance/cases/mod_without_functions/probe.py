import branch
import handled
import looped
import missing
from branch import *


def checks():
    return {
        "a branch that is not taken": branch.HOME == "new" == HOME,
        "an import that fails": missing.HOME == "new",
        "an exception with a name": handled.HOME == "new" and handled.PORT == 80,
        "a loop over nothing": looped.HOME == "new",
    }
