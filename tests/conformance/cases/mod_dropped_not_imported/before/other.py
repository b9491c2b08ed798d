from defaults import HOST, PORT
try:
    from local import PORT
except ImportError:
    pass
