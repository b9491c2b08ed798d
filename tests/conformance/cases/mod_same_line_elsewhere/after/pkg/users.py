class User:
    def __init__(self): self.user_id = 1

    def key(self):
        return "user", self.user_id
