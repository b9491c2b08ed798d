import asyncio
from web import HANDLERS, middleware


@middleware
async def errors(request, nxt):
    try:
        return await nxt(request)
    except LookupError as e:
        return "500 %s" % e


@middleware
async def auth(request, nxt):
    if request["path"].startswith("/admin"):
        return "403"
    return await nxt(request)


async def index(request):
    await asyncio.sleep(0)
    return "index %s" % ",".join(request["trace"])


async def admin(request):
    return "admin"


async def broken(request):
    return {}["key"]


HANDLERS["/"] = index
HANDLERS["/admin"] = admin
HANDLERS["/broken"] = broken
