import logging

log = logging.getLogger("svc.app")


def run():
    log.warning("run")
