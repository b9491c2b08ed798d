class Setting:
    def __init__(self, key, cast=str, least=0):
        self.key, self.cast, self.least = key, cast, least
        self.listeners, self.by_name = [], {}

    def on_change(self, f):
        self.listeners.append(f)
        self.by_name[f.__name__] = f
        return f

    def set(self, value):
        return [f(max(self.cast(value), self.least)) for f in self.listeners]


class Settings:
    workers = Setting("workers", int)
    burst = Setting("burst", int)


settings = Settings()


@settings.workers.on_change
def resize(n):
    return "resize %d" % n


@Settings.burst.on_change
def limit(n):
    return "limit %d" % n
