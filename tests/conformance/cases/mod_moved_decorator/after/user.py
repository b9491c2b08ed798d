from home import guarded


@guarded
def mine(x):
    return x
