import logging
L = logging.getLogger("a")
