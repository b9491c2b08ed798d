class Settings:
    host = "two"
    port = 81
    roots = ("/a", "/b")

    @property
    def base(self):
        return "%s:%d" % (self.host, self.port)

    def url(self, path):
        return self.base + path

    def __str__(self):
        return "<%s>" % self.host


settings = Settings()
