calls = []
def traced(f):
    def wrapper(*args):
        calls.append(1)
        return f(*args)
    return wrapper
