import app
from app import settings
def checks():
    return {"isinstance": isinstance(settings, app.Settings), "debug": settings.debug, "type": type(settings) is app.LazyObject}
