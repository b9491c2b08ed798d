import settings
from settings import FLAGS

settings.CACHES.update(default=2)
settings.CACHES.update({"rows": 8})
settings.CACHES.update(dict(cols=8))
settings.APPS.extend(["web", "grpc", "cli"])
settings.FLAGS |= {"fast"}
FLAGS.update(["a"])
