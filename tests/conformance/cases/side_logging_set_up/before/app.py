import io
import logging

OUT = io.StringIO()


def set_up(level):
    logging.basicConfig(level=level, format="%(name)s: %(message)s", stream=OUT)
    logging.getLogger("noisy").setLevel(logging.ERROR)


set_up("WARNING")
log = logging.getLogger("svc")


def work(x):
    log.info("work %s", x)
    log.warning("late %s", x)
