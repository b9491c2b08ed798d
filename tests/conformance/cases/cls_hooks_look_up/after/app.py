from base import Job, Model

PREFIX = "v2_"
SECONDS = 20


class User(Model):
    def where(self):
        return self.table


class Order(Model):
    def where(self):
        return "order of " + self.table


class Sweep(Job):
    runs = 0

    def run(self):
        Sweep.runs += 1
        return self.every
