import bus


def reserve(order):
    return "reserved %d" % order


def invoice(order):
    return "invoiced %d" % order


def audit(order):
    return "audit %d" % order


bus.subscribe("order", reserve, priority=5)
bus.subscribe("order", invoice, priority=20)
bus.subscribe("order", audit, priority=30)
