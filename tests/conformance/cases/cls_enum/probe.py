import app
from app import State
run, idle, ab, x = State.RUN, State.IDLE, app.Flags.A | app.Flags.B, app.Num.X
box = {State.RUN: "r"}


def checks():
    return {
        'identity': run is app.State.RUN and idle is State(1) and x is app.Num(1),
        'new value': run.value == 20 and State(20) is run,
        'added': [s.name for s in State] == ['IDLE', 'RUN', 'STOP'] and app.Num.Y == 5,
        'keys': box[State.RUN] == 'r',
        'methods': run.label() == 'two RUN',
        'flags': ab == app.Flags.A | app.Flags.B and (ab | app.Flags.C).value == 7,
    }
