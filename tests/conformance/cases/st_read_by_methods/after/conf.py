HOST = "b"


class Settings:
    port = 443

    @property
    def url(self):
        return "https://" + self.host()

    def host(self):
        return HOST

    def limit(self):
        return 4

    @classmethod
    def name(cls):
        return HOST + "!"


settings = Settings()
