import logging

LINES = []


class Sink(logging.Handler):
    def emit(self, record):
        LINES.append(self.format(record))
