import logging

log = logging.LoggerAdapter(logging.getLogger("svc.app"), {"tenant": "t1"})


def run():
    log.warning("run")
