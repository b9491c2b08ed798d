from caching import cached


@cached(3600)
def rate(currency):
    return {"usd": 110}.get(currency, 100)
