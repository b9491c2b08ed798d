from events import Created, Event, alarm, listen
from events import Level


@listen(Event)
def audit(event):
    return "audited"


@listen(Created)
def welcome(event):
    return "new welcome"


@alarm(Level.LOW)
def ring(event):
    return "ring"
