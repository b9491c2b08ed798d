HOST = "a"


class Settings:
    port = 80

    @property
    def url(self):
        return "http://" + self.host()

    def host(self):
        return HOST

    def limit(self):
        return 3

    @classmethod
    def name(cls):
        return HOST + "!"


settings = Settings()
