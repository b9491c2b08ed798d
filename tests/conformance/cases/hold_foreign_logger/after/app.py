import logging
LOG = logging.getLogger("b")
def f(): return LOG.name
