from lib import Order, Refund, receiver


@receiver(Order)
@receiver(Refund)
def saved(name):
    return "saved " + name


@receiver(Order, uid="gone")
@receiver(Refund)
def deleted(name):
    return "deleted " + name
