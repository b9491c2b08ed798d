"""The handler of one logger is replaced, the formatter and level of another are."""
import io
import logging

OUT = io.StringIO()


replaced = logging.getLogger("conformance.replaced")
replaced.propagate = False
replaced.addHandler(logging.StreamHandler(OUT))

formatted = logging.getLogger("conformance.formatted")
formatted.propagate = False
formatted.setLevel(logging.INFO)
handler = logging.StreamHandler(OUT)
handler.setFormatter(logging.Formatter("old %(message)s"))
formatted.addHandler(handler)


class Drop(logging.Filter):
    def filter(self, record):
        return "old" not in record.getMessage()


formatted.addFilter(Drop())
