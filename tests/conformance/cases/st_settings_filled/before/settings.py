CACHES = {"local": 1}
APPS = ["core"]
FLAGS = {"safe"}
