import functools
def _call(tag, *args): return tag
def f(*args): return "old"
def cached(*args): return "old"
