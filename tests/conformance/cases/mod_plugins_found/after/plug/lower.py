from plug import API, plugin


@plugin
def lower(s):
    return "%s %d" % (s.lower(), API)
