import hub

bus = hub.Hub()


@bus.later
def later_later():
    return 1


@bus.later
def later_lazily():
    return 1


@bus.later
def later_pair():
    return 1


@bus.later
def later_keyed():
    return 1


@bus.later
def later_topic():
    return 1


@bus.later
def later_member():
    return 1


@bus.lazily
def lazily_later():
    return 1


@bus.lazily
def lazily_lazily():
    return 1


@bus.lazily
def lazily_pair():
    return 1


@bus.lazily
def lazily_keyed():
    return 1


@bus.lazily
def lazily_topic():
    return 1


@bus.lazily
def lazily_member():
    return 1


@bus.pair
def pair_later():
    return 1


@bus.pair
def pair_lazily():
    return 1


@bus.pair
def pair_pair():
    return 1


@bus.pair
def pair_keyed():
    return 1


@bus.pair
def pair_topic():
    return 1


@bus.pair
def pair_member():
    return 1


@bus.keyed
def keyed_later():
    return 1


@bus.keyed
def keyed_lazily():
    return 1


@bus.keyed
def keyed_pair():
    return 1


@bus.keyed
def keyed_keyed():
    return 1


@bus.keyed
def keyed_topic():
    return 1


@bus.keyed
def keyed_member():
    return 1


@bus.topic
def topic_later():
    return 1


@bus.topic
def topic_lazily():
    return 1


@bus.topic
def topic_pair():
    return 1


@bus.topic
def topic_keyed():
    return 1


@bus.topic
def topic_topic():
    return 1


@bus.topic
def topic_member():
    return 1


@bus.member
def member_later():
    return 1


@bus.member
def member_lazily():
    return 1


@bus.member
def member_pair():
    return 1


@bus.member
def member_keyed():
    return 1


@bus.member
def member_topic():
    return 1


@bus.member
def member_member():
    return 1
