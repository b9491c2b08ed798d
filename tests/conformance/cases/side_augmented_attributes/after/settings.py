INSTALLED = ["core"]
HOSTS = {"a"}
CACHES = {"default": 1}


class Config:
    plugins = ["base"]
