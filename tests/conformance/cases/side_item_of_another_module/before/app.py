import asyncio
from web import HANDLERS, middleware


@middleware
async def errors(request, nxt):
    try:
        return await nxt(request)
    except LookupError:
        return "500"


async def index(request):
    await asyncio.sleep(0)
    return "index"


async def slow(request):
    await request["gate"].wait() if "gate" in request else asyncio.sleep(0)
    return "slow"


HANDLERS["/"] = index
HANDLERS["/slow"] = slow
