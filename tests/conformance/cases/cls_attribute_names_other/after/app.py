import json
class Echo:
    greeting = "hi"
    def say(self): return self.greeting
class Quiet(Echo):
    greeting = "hush"
class Loud(Echo):
    greeting = "HI"
class Stranger:
    def say(self): return "stranger"
class Encoder(json.JSONEncoder):
    def default(self, o): return "encoded"
class ToNew:
    kind = Loud
class ToThere:
    kind = Quiet
class Back:
    kind = Echo
class ToUnrelated:
    kind = Stranger
    kinds = [Stranger]
class Nested:
    kind = Echo
    class Meta:
        kind = Stranger
class Foreign:
    encoder = Encoder
    def dump(self, o): return json.dumps(o, cls=self.encoder)
class Instance:
    voice = Quiet()
def lower(s): return s.lower()
def upper(s): return s.upper()
class Function:
    key = staticmethod(upper)
    keys = [upper]
    other = staticmethod(lower)
class Missing(Exception): pass
class Gone(Missing):
    code = 410
class Repo:
    error = Gone
    def get(self): raise self.error()
