from plug import plugin


@plugin
def upper(s):
    return s.upper()
