import tempfile

LOG = tempfile.TemporaryFile("w+")


def register(name):
    LOG.write(name + "\n")
    LOG.flush()
    return name, LOG.tell()


def register_all(names):
    for name in names:
        register(name)
