"""Caches of a module that knows nothing of ours: they have been asked for its objects."""
import app
import shop

product = app.Product(10)
shop.label(app.Status.PAID), shop.total(product), shop.total(product, count=2), shop.digits(1000)


def checks():
    return {
        "a member": shop.label(app.Status.PAID) == "SETTLED",
        "an object": shop.total(product) == 11 and shop.total(product, count=2) == 22,
        "one of numbers is kept": shop.digits.cache_info().currsize == 1,
    }
