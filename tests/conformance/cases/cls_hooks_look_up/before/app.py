from base import Job, Model

PREFIX = "v1_"
SECONDS = 10


class User(Model):
    def where(self):
        return self.table


class Order(Model):
    def where(self):
        return "order in " + self.table


class Sweep(Job):
    runs = 0

    def run(self):
        Sweep.runs += 1
        return self.every
