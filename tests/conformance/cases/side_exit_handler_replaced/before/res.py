CLOSED = []


class Db:
    def close(self):
        CLOSED.append("db")
