from lib import handing_on


class Repo:
    def find(self, key):
        return "row %d" % key


class Watched(handing_on(Repo)):
    def __init__(self):
        self.target = Repo()
