INSTALLED_APPS = ["auth", "sessions"]
MIDDLEWARE = ("security",)
