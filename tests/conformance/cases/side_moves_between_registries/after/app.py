import hub

bus = hub.Hub()


@bus.later
def later_later():
    return 2


@bus.lazily
def later_lazily():
    return 2


@bus.pair
def later_pair():
    return 2


@bus.keyed
def later_keyed():
    return 2


@bus.topic
def later_topic():
    return 2


@bus.member
def later_member():
    return 2


@bus.later
def lazily_later():
    return 2


@bus.lazily
def lazily_lazily():
    return 2


@bus.pair
def lazily_pair():
    return 2


@bus.keyed
def lazily_keyed():
    return 2


@bus.topic
def lazily_topic():
    return 2


@bus.member
def lazily_member():
    return 2


@bus.later
def pair_later():
    return 2


@bus.lazily
def pair_lazily():
    return 2


@bus.pair
def pair_pair():
    return 2


@bus.keyed
def pair_keyed():
    return 2


@bus.topic
def pair_topic():
    return 2


@bus.member
def pair_member():
    return 2


@bus.later
def keyed_later():
    return 2


@bus.lazily
def keyed_lazily():
    return 2


@bus.pair
def keyed_pair():
    return 2


@bus.keyed
def keyed_keyed():
    return 2


@bus.topic
def keyed_topic():
    return 2


@bus.member
def keyed_member():
    return 2


@bus.later
def topic_later():
    return 2


@bus.lazily
def topic_lazily():
    return 2


@bus.pair
def topic_pair():
    return 2


@bus.keyed
def topic_keyed():
    return 2


@bus.topic
def topic_topic():
    return 2


@bus.member
def topic_member():
    return 2


@bus.later
def member_later():
    return 2


@bus.lazily
def member_lazily():
    return 2


@bus.pair
def member_pair():
    return 2


@bus.keyed
def member_keyed():
    return 2


@bus.topic
def member_topic():
    return 2


@bus.member
def member_member():
    return 2
