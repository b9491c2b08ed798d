import logging
from out import OUT

log = logging.getLogger("k10")
log.propagate = False
handler = logging.StreamHandler(OUT)
log.addHandler(handler)
LEVEL = 2
