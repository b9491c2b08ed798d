import app
from app import State, LABEL, Job
j, k = Job(), Job()
j.advance()
def checks():
    label = LABEL.get(j.state)
    j2 = Job()
    j2.state = j.state
    j2.advance()
    k2 = Job()
    k2.advance()
    return {
        "held by value": j.state is app.State(2),
        "label": label == "running",
        "advance": j2.state.name == "DONE",
        "other": k2.state is getattr(State, "RUNNING", 0) and LABEL[k.state] == "new",
    }
