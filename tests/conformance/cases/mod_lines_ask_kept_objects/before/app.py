from lib import limits, lower, payments, strip

DECLINED = payments.code(41)
AGENT = "agent/" + str(payments)
STEPS = strip
MOST = limits.most
BASE = limits.base


def text():
    return DECLINED
