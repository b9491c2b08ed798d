import logging
import os
import tempfile

LEVEL = logging.INFO
PATH = os.path.join(tempfile.gettempdir(), "basic-config-%d" % os.getpid())
logging.basicConfig(filename=PATH, filemode="w", level=LEVEL, format="[%(levelname)s] %(message)s")
log = logging.getLogger(__name__)


def work(x):
    log.info("work %s", x)
    log.warning("late %s", x)
