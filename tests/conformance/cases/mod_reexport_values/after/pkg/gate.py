from pkg import LIMITS, MAX, Policy
DOUBLE = MAX * 2
class Gate(Policy):
    burst = Policy.burst + 1
    table = dict(LIMITS, gate=DOUBLE)
