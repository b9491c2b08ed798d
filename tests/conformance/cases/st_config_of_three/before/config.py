MAX_JOBS = 2
TIMEOUTS = {"read": 5, "write": 10}
FEATURES = ["search"]


class Settings:
    retries = 1
    base = "http://old"

    @property
    def health(self):
        return self.base + "/health"


settings = Settings()
