import conf
from conf import settings

URL = settings.base
HEALTH = conf.settings.url("/health")
PORT = conf.settings.port
LABEL = f"at {settings}"
ROUTES = {root: settings.url(root) for root in conf.settings.roots}
url = settings.url


def address():
    return URL, PORT
