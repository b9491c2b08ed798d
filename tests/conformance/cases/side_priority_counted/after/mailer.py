import bus


def on_order(order):
    return "mail %d" % order


bus.subscribe("order", on_order)
