"""What new initializers set on what was made before: by other names, by helpers, in __new__, by setattr, of the class."""
import app

job = app.Job("a")
job.run()
other = app.Job("b")
client = app.Client("t")
pair = app.Pair(1)


def checks():
    return {
        "behind a property": job.state == "done" and other.state == "new",
        "constants of the class": job.level == 4 and job.most == 3,
        "a copy, each its own": job.options == {"a": 1} and job.options is not app.DEFAULTS and job.options is not other.options,
        "made by the library": job.pattern.match("xx") is not None and job.log.name == "app",
        "an object": job.token is not other.token,
        "by a condition": job.flags == {} and job.other == [] and job.flags is not other.flags,
        "setattr": job.extra == [] and job.raw == 1,
        "in a loop": job.errors == [] and job.warnings == [] and job.errors is not job.warnings,
        "private": client.auth() == "t",
        "by a method": client.queue == [] and client.ready,
        "of a base": client.began == 0,
        "in __new__": pair.more == {} and pair.a == 1,
    }
