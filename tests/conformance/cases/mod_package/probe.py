import sys, pkg, pkg.api
from pkg import price, Item
item = Item()


def checks():
    return {
        'all of it': pkg.name() == 'pkg2' and price(2) == ('core2', 6) and item.m() == 'item2',
        'siblings, new names': pkg.api.quote(1) == ('api2', ('core2', 3), 3),
        'attributes and sys.modules': sys.modules['pkg.core'] is pkg.core and sys.modules['pkg.api'] is pkg.api,
    }
