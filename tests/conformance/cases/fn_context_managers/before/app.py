import contextlib


@contextlib.contextmanager
def managed(log):
    log.append("one in")
    try:
        yield "one"
    finally:
        log.append("one out")


@contextlib.asynccontextmanager
async def amanaged(log):
    log.append("one in")
    yield "one"
    log.append("one out")


class Store:
    @contextlib.contextmanager
    def locked(self, log):
        yield self.name()
        log.append("one out")

    def name(self): return "one"
