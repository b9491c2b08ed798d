"""A descriptor makes what it counts in when it gets its name; what makes that says something else."""
import app
a = app.Api(); g = a.get; g(1)


def checks():
    return {
        "b": g(1) == a.get(1),
        "kept": app.Api.__dict__["get"].stats.calls[0] == (1,) and len(app.Api.get.stats.calls) >= 3,
        "new": app.Stats.__init__.__defaults__ == (5,),
    }
