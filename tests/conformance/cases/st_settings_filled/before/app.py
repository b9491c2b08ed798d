import settings
from settings import FLAGS

settings.CACHES.update(default=1, pages=5)
settings.CACHES.update({"rows": 7})
settings.CACHES.update(dict(cols=8, lines=9))
settings.APPS.extend(["web", "api"])
settings.FLAGS |= {"fast", "loud"}
FLAGS.update(["a", "b"])
