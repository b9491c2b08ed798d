convert = abs
try:
    import json
    def convert(x):
        return x + 1
except ImportError:
    pass
