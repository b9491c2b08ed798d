import base
import settings


def checks():
    return {"apps": settings.INSTALLED_APPS == ["auth", "sessions", "debug"]}
