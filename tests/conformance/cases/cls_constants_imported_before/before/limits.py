MAX = 10
KINDS = ("a",)
LEVEL = {"low": 1}
