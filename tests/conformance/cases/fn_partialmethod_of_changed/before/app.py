from functools import partialmethod


class Page:
    def render(self, kind, *, indent=0):
        return "one", kind, indent

    html = partialmethod(render, "html", indent=2)
    text = partialmethod(render, "text")
