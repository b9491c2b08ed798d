import bus


def reserve(order):
    return "reserve %d" % order


def invoice(order):
    return "invoice %d" % order


bus.subscribe("order", reserve)
bus.subscribe("order", invoice, priority=20)
