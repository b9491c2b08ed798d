import functools
def _call(tag, *args): return tag
def partial(*args): return "old"
def cached(*args): return "old"
def kind(*args): return []
