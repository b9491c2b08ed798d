from reg import connect
P = connect("primary")
class S:
    def __init__(self): self.db = connect("primary")
s = S()
