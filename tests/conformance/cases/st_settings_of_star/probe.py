import base
import settings


def checks():
    return {
        "apps": settings.INSTALLED_APPS == ["auth", "sessions", "debug", "toolbar"],
        "middleware": settings.MIDDLEWARE == ("security", "timing") and base.MIDDLEWARE == ("security",),
    }
