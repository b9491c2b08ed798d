convert = abs
try:
    import nix_codec
    def convert(x):
        return x + 1
except ImportError:
    pass
