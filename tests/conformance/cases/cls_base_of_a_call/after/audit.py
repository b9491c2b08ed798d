from app import Repo
from lib import handing_on


class AuditedRepo(handing_on(Repo)):
    def __init__(self):
        self.target = Repo()
        self.log = []

    def find(self, key):
        self.log.append(key)
        return super().find(key)
