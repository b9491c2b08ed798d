HOSTS = ["localhost"]
DATABASES = {"default": {"host": "db1"}}
PLUGINS = ["auth2", "admin"]
UPSTREAMS = ["10.0.0.1", "10.0.0.2", "10.0.0.3"]
FREE = [1, 2, 3]
PENDING = ["a", "b"]
RULES = ["deny", "log2", "allow"]
BLOCKED = {"eve", "mallory"}
RETRY_ON = [502, 503, 504]
ROUTES = [("/", "home"), ("/about", "about_v2")]
FILTERS = [str.strip, lambda s: s + "2"]
WEIGHTS = [("a", 5), ("b", 1)]


class Settings:
    middleware = ["gzip"]
    caches = {"default": "memory"}


def allowed(host):
    return host in HOSTS or host.endswith(".test")
