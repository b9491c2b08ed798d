INSTALLED_APPS = ["auth", "sessions"]
