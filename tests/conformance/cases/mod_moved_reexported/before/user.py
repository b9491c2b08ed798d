import pkg
from pkg import f, Err as E
def call(): return f()
