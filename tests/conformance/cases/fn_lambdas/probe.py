import app
from app import TABLE, key
a, b, x = TABLE["a"], TABLE["b"], app.LIST[0]


def checks():
    return {
        'table': TABLE is app.TABLE and [TABLE[k]() for k in 'abc'] == ['a2', 'b2', 'c2'],
        'held, never cross-wired': a() in ('a1', 'a2') and b() in ('b1', 'b2'),
        'list': app.LIST[0]() == 'x2' and app.LIST[1]() == 'y2',
        'named': key(1) == ('name2', 1),
    }
