from router import router


def stats():
    return "stats"


router.add("/stats", stats)
