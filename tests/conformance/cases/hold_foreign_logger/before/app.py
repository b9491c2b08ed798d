import logging
LOG = logging.getLogger("a")
def f(): return LOG.name
