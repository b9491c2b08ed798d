def describe():
    return "%s: %s" % (host.name, version)
