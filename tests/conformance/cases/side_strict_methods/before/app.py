from rpc import command, method


class Users:
    page = 10

    @method("user.list")
    def list(self, rows):
        return rows[:self.page]

    @method("user.create")
    def create(self, name):
        return name

    @command("purge")
    def purge(self):
        return "purged"


users = Users()
