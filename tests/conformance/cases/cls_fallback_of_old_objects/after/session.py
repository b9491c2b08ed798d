import time


class Session:
    # sessions stored by releases before 2.0 have none
    csrf = None
    scope = "legacy"

    def __init__(self, user, scope="web"):
        self.user = user
        self.data = {}
        self.scope = scope
        self.csrf = "token-%s" % user

    def valid(self, token):
        return self.csrf is None or token == self.csrf

    def set(self, k, v):
        self.data[k] = v


class Store:
    def __init__(self):
        self.sessions = {}

    def get(self, user):
        if user not in self.sessions:
            self.sessions[user] = Session(user)
        return self.sessions[user]


store = Store()
