import app, inspect, traceback
def trace():
    try: app.f()
    except ValueError: return traceback.format_exc()


def checks():
    return {
        'line and text': 'line 3, in f' in trace() and 'raise ValueError(2)' in trace(),
        'getsource': 'ValueError' in inspect.getsource(app.f) and inspect.getsource(app.g) == 'def g(): return 1\n',
    }
