DEBUG = True
APPS = ["local"]
