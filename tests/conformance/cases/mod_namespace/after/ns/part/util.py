def g(): return "two"
