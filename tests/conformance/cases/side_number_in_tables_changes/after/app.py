import logging

NOTICE = 26
logging.addLevelName(NOTICE, "NOTICE")
