class Account:
    overdraft = 0
    def __init__(self, owner):
        self.owner, self.balance = owner, 0
ACCOUNTS = {"a": Account("ann"), "c": Account("cid")}
