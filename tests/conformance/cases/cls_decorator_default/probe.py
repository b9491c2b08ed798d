"""The default of a class decorator's argument is another."""
import app


def checks():
    return {"class": app.Sync.rank == 8, "instance": app.Sync().rank == 8}
