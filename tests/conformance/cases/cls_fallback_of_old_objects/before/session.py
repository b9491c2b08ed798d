import time


class Session:
    def __init__(self, user):
        self.user = user
        self.data = {}

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
