import logging

NOTICE = 25
logging.addLevelName(NOTICE, "NOTICE")
