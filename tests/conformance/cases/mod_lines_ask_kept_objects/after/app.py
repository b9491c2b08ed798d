from lib import limits, lower, payments, strip

DECLINED = payments.code(42)
FRAUD = payments.code(43)
AGENT = "new agent/" + str(payments)
STEPS = strip >> lower
MOST = limits.most + 1
BASE = limits.base + 1
BURST = limits.burst


def text():
    return DECLINED + " " + FRAUD
