def numbers():
    yield "two"
    yield helper()
def helper(): return "two"
async def co():
    return helper()
