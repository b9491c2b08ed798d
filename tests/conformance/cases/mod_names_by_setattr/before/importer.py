from app import X

def read():
    return X
