import logging

import app


def checks():
    return {"new": logging.getLevelName(26) == "NOTICE", "by name": logging.getLevelName("NOTICE") == 26}
