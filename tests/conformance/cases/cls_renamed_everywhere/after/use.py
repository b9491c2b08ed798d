from app import Manager, make
MAKERS = {"m": Manager}
class Own(Manager):
    def run(self): return "own " + super().run()
