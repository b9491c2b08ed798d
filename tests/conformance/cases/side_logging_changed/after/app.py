"""The handler of one logger is replaced, the formatter and level of another are."""
import io
import logging

OUT = io.StringIO()


class Shouting(logging.StreamHandler):
    def emit(self, record):
        self.stream.write(record.getMessage().upper() + "\n")


replaced = logging.getLogger("conformance.replaced")
replaced.propagate = False
replaced.addHandler(Shouting(OUT))

formatted = logging.getLogger("conformance.formatted")
formatted.propagate = False
formatted.setLevel(logging.DEBUG)
handler = logging.StreamHandler(OUT)
handler.setFormatter(logging.Formatter("new %(message)s"))
formatted.addHandler(handler)


class Drop(logging.Filter):
    def filter(self, record):
        return "drop" not in record.getMessage()


formatted.addFilter(Drop())
