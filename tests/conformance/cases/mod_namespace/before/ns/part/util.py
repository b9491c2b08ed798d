def g(): return "one"
