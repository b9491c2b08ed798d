import inspect, app
from app import f


def checks():
    return {
        'defaults': f(0) == (0, 10, 20),
        'annotations': f.__annotations__ == {'return': str},
        'docstring': f.__doc__ == 'doc two',
        'attributes': f.tag == 'two',
        'signature': str(inspect.signature(f)) == '(a, b=10, *, c=20) -> str',
    }
