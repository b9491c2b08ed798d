import functools, app
@functools.lru_cache(None)
def o(k): return app.Cfg.TABLE[k]
