from states import State

COUNTS = {state: 0 for state in State}


def enter(state):
    COUNTS[state] += 1
    return COUNTS[state]
