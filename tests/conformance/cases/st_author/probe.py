import app
from app import POOL, cache
POOL.append("more")


def checks():
    return {
        'kept': app.POOL is POOL and POOL == ['one', 'more'],
        'converted': app.cache == {'a': (2, 1)} == cache,
    }
