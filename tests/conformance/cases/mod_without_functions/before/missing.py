import os

try:
    import no_such_module as fast
except ImportError:
    pass
HOME = os.getenv("NOWHERE", "old")
