class Team:
    def __init__(self): self.user_id = 2

    def key(self):
        return self.user_id
