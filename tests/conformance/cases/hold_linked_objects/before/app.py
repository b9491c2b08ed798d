LIGHTS = []


class Light:
    def __init__(self, name, following=None):
        self.name = name
        self.following = following
        LIGHTS.append(self)

    def label(self):
        return self.name


red = Light("red")
green = Light("green", red)
red.following = green
