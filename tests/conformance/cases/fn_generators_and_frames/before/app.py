def numbers():
    yield "one"
    yield helper()
def helper(): return "one"
async def co():
    return helper()
