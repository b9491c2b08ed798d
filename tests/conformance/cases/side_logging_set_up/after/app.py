import io
import logging

OUT = io.StringIO()


def set_up(level):
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s", stream=OUT)
    logging.getLogger("noisy").setLevel(logging.CRITICAL)


set_up("WARNING")
log = logging.getLogger("svc")


def work(x):
    log.info("work %s", x)
    log.warning("late %s", x)
