class Plugin:
    name = None

    def run(self):
        return self.name
