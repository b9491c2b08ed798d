"""A module is split: the registry goes to one, a class that uses it to another; handlers of run time go along."""
import app
import models

board, mine = app.board, []
listeners = models.LISTENERS
models.listen("added")(lambda task: mine.append(task.title))
board.add("one")


def checks():
    board.add("two")
    import events
    return {
        "called": app.LOG == ["one", "two"] and mine == ["one", "two"],
        "one registry": events.LISTENERS is listeners and len(listeners["added"]) == 2 and app.log_added in listeners["added"],
        "moved": type(board) is app.Board and app.Board.__module__ == "boards" and not hasattr(models, "LISTENERS"),
    }
