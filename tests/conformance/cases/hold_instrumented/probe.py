"""Methods that another module has wrapped from outside stay wrapped, around the new code, when their class changes."""
import apm
import other
from app import Client, Other, Third

for owner, name in ((Client, "get"), (Other, "run"), (Third, "run")):
    setattr(owner, name, apm.traced(getattr(owner, name)))
client, second, third = Client(), Other(), Third()
held = client.get
def counted(f, *args):
    n = len(apm.calls)
    return f(*args), len(apm.calls) - n


def checks():
    return {
        "new code, traced": counted(client.get, 1) == (("new", 1), 1),
        "held": counted(held, 2) == (("new", 2), 1),
        "values of the class": (client.retries, second.limit, third.size) == (2, 2, 2),
        "unchanged method": counted(second.run) == counted(third.run) == ("run", 1),
        "default of another one": second.wait() == 2,
        "other user of the wrapper": counted(other.job, 3) == (("job", 3), 1),
    }
