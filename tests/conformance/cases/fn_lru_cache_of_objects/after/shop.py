from functools import lru_cache


@lru_cache(maxsize=None)
def label(status):
    return status.value.upper()


@lru_cache()
def total(product, count=1):
    return product.price() * count


@lru_cache(maxsize=8)
def digits(number):
    return len(str(number))
