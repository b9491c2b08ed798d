def build(word):
    if word.isdigit():
        value = int(word)
        return lambda env: value

    def lookup(env):
        return env[word]
    return lookup


def compile_expr(text):
    left, op, right = text.split()
    a, b = build(left), build(right)
    return lambda env: a(env) > b(env)
