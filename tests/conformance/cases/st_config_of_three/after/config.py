MAX_JOBS = 3
TIMEOUTS = {"read": 7, "write": 12, "connect": 1}
FEATURES = ["search", "export"]


class Settings:
    retries = 4
    base = "http://new"

    @property
    def health(self):
        return self.base + "/health"


settings = Settings()
