from events import Created, Deleted, alarm, listen
from events import Level


@listen(Created)
@listen(Deleted)
def audit(event):
    return "audited"


@listen(Created)
def welcome(event):
    return "old welcome"


@alarm(Level.LOW)
def ring(event):
    return "ring"
