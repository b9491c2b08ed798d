from lib import handing_on


class Repo:
    def find(self, key):
        return "row #%d" % key

    def count(self):
        return 3


class Watched(handing_on(Repo)):
    def __init__(self):
        self.target = Repo()
