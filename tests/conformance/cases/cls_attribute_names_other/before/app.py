import json
class Echo:
    greeting = "hi"
    def say(self): return self.greeting
class Quiet(Echo):
    greeting = "hush"
class ToNew:
    kind = Echo
class ToThere:
    kind = Echo
class Back:
    kind = Quiet
class ToUnrelated:
    kind = Echo
    kinds = [Echo]
class Nested:
    kind = Echo
    class Meta:
        kind = Echo
class Foreign:
    encoder = json.JSONEncoder
    def dump(self, o): return json.dumps(o, cls=self.encoder)
class Instance:
    voice = Echo()
def lower(s): return s.lower()
class Function:
    key = staticmethod(lower)
    keys = [lower]
    other = staticmethod(lower)
class Missing(Exception): pass
class Repo:
    error = Missing
    def get(self): raise self.error()
