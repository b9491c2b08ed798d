from rpc import command, method


class Users:
    page = 2

    @method("user.list")
    def list(self, rows):
        return rows[:self.page]

    @method("user.create")
    def create(self, name):
        return self._clean(name)

    @method("user.delete")
    def delete(self, name):
        return "gone " + name

    @command("purge")
    def purge(self):
        return "purged all"

    def _clean(self, name):
        return name.strip()


users = Users()
