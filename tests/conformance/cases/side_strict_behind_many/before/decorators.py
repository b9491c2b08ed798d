def register(cls):
    from sites import site

    site.register(cls)
    return cls
