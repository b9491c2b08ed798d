LIGHTS = []


class Light:
    def __init__(self, name, following=None):
        self.name = name
        self.following = following
        LIGHTS.append(self)

    def label(self):
        return self.name.upper()


red = Light("red")
yellow = Light("yellow", red)
green = Light("green", yellow)
red.following = green
