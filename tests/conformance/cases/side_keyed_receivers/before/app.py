from lib import Order, Refund, receiver


@receiver(Order)
def saved(name):
    return "saved " + name


@receiver(Order, uid="gone")
def deleted(name):
    return "deleted " + name
