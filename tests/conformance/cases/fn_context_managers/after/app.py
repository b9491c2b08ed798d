import contextlib


@contextlib.contextmanager
def managed(log):
    log.append("two in")
    try:
        yield "two"
    finally:
        log.append("two out")


@contextlib.asynccontextmanager
async def amanaged(log):
    log.append("two in")
    yield "two"
    log.append("two out")


class Store:
    @contextlib.contextmanager
    def locked(self, log):
        yield self.name()
        log.append("two out")

    def name(self): return "two"
