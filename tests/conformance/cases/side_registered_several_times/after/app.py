import hub


class Bad(Exception):
    pass


class Worse(Exception):
    pass


one = hub.Hub()
one_texts = hub.Hub()
fewer_others = hub.Hub()
fewer_others_texts = hub.Hub()
fewer = hub.Hub()
fewer_texts = hub.Hub()
both = hub.Hub()
both_texts = hub.Hub()
more = hub.Hub()
more_texts = hub.Hub()
half = hub.Hub()
half_texts = hub.Hub()


@one.later(Worse)
def one_later():
    return 2


@one.lazily(Worse)
def one_lazily():
    return 2


@one.pair(Worse)
def one_pair():
    return 2


@one.keyed(Worse)
def one_keyed():
    return 2


@one.topic(Worse)
def one_topic():
    return 2


@one.member(Worse)
def one_member():
    return 2


@one_texts.later("worse")
def one_texts_later():
    return 2


@one_texts.lazily("worse")
def one_texts_lazily():
    return 2


@one_texts.pair("worse")
def one_texts_pair():
    return 2


@one_texts.keyed("worse")
def one_texts_keyed():
    return 2


@one_texts.topic("worse")
def one_texts_topic():
    return 2


@one_texts.member("worse")
def one_texts_member():
    return 2


@fewer_others.later(Worse)
def fewer_others_later():
    return 2


@fewer_others.lazily(Worse)
def fewer_others_lazily():
    return 2


@fewer_others.pair(Worse)
def fewer_others_pair():
    return 2


@fewer_others.keyed(Worse)
def fewer_others_keyed():
    return 2


@fewer_others.topic(Worse)
def fewer_others_topic():
    return 2


@fewer_others.member(Worse)
def fewer_others_member():
    return 2


@fewer_others_texts.later("worse")
def fewer_others_texts_later():
    return 2


@fewer_others_texts.lazily("worse")
def fewer_others_texts_lazily():
    return 2


@fewer_others_texts.pair("worse")
def fewer_others_texts_pair():
    return 2


@fewer_others_texts.keyed("worse")
def fewer_others_texts_keyed():
    return 2


@fewer_others_texts.topic("worse")
def fewer_others_texts_topic():
    return 2


@fewer_others_texts.member("worse")
def fewer_others_texts_member():
    return 2


@fewer.later(KeyError)
def fewer_later():
    return 2


@fewer.lazily(KeyError)
def fewer_lazily():
    return 2


@fewer.pair(KeyError)
def fewer_pair():
    return 2


@fewer.keyed(KeyError)
def fewer_keyed():
    return 2


@fewer.topic(KeyError)
def fewer_topic():
    return 2


@fewer.member(KeyError)
def fewer_member():
    return 2


@fewer_texts.later("keyerror")
def fewer_texts_later():
    return 2


@fewer_texts.lazily("keyerror")
def fewer_texts_lazily():
    return 2


@fewer_texts.pair("keyerror")
def fewer_texts_pair():
    return 2


@fewer_texts.keyed("keyerror")
def fewer_texts_keyed():
    return 2


@fewer_texts.topic("keyerror")
def fewer_texts_topic():
    return 2


@fewer_texts.member("keyerror")
def fewer_texts_member():
    return 2


@both.later(Worse)
@both.later(KeyError)
def both_later():
    return 2


@both.lazily(Worse)
@both.lazily(KeyError)
def both_lazily():
    return 2


@both.pair(Worse)
@both.pair(KeyError)
def both_pair():
    return 2


@both.keyed(Worse)
@both.keyed(KeyError)
def both_keyed():
    return 2


@both.topic(Worse)
@both.topic(KeyError)
def both_topic():
    return 2


@both.member(Worse)
@both.member(KeyError)
def both_member():
    return 2


@both_texts.later("worse")
@both_texts.later("keyerror")
def both_texts_later():
    return 2


@both_texts.lazily("worse")
@both_texts.lazily("keyerror")
def both_texts_lazily():
    return 2


@both_texts.pair("worse")
@both_texts.pair("keyerror")
def both_texts_pair():
    return 2


@both_texts.keyed("worse")
@both_texts.keyed("keyerror")
def both_texts_keyed():
    return 2


@both_texts.topic("worse")
@both_texts.topic("keyerror")
def both_texts_topic():
    return 2


@both_texts.member("worse")
@both_texts.member("keyerror")
def both_texts_member():
    return 2


@more.later(Worse)
@more.later(KeyError)
def more_later():
    return 2


@more.lazily(Worse)
@more.lazily(KeyError)
def more_lazily():
    return 2


@more.pair(Worse)
@more.pair(KeyError)
def more_pair():
    return 2


@more.keyed(Worse)
@more.keyed(KeyError)
def more_keyed():
    return 2


@more.topic(Worse)
@more.topic(KeyError)
def more_topic():
    return 2


@more.member(Worse)
@more.member(KeyError)
def more_member():
    return 2


@more_texts.later("worse")
@more_texts.later("keyerror")
def more_texts_later():
    return 2


@more_texts.lazily("worse")
@more_texts.lazily("keyerror")
def more_texts_lazily():
    return 2


@more_texts.pair("worse")
@more_texts.pair("keyerror")
def more_texts_pair():
    return 2


@more_texts.keyed("worse")
@more_texts.keyed("keyerror")
def more_texts_keyed():
    return 2


@more_texts.topic("worse")
@more_texts.topic("keyerror")
def more_texts_topic():
    return 2


@more_texts.member("worse")
@more_texts.member("keyerror")
def more_texts_member():
    return 2


@half.later(Bad)
@half.later(ValueError)
def half_later():
    return 2


@half.lazily(Bad)
@half.lazily(ValueError)
def half_lazily():
    return 2


@half.pair(Bad)
@half.pair(ValueError)
def half_pair():
    return 2


@half.keyed(Bad)
@half.keyed(ValueError)
def half_keyed():
    return 2


@half.topic(Bad)
@half.topic(ValueError)
def half_topic():
    return 2


@half.member(Bad)
@half.member(ValueError)
def half_member():
    return 2


@half_texts.later("bad")
@half_texts.later("valueerror")
def half_texts_later():
    return 2


@half_texts.lazily("bad")
@half_texts.lazily("valueerror")
def half_texts_lazily():
    return 2


@half_texts.pair("bad")
@half_texts.pair("valueerror")
def half_texts_pair():
    return 2


@half_texts.keyed("bad")
@half_texts.keyed("valueerror")
def half_texts_keyed():
    return 2


@half_texts.topic("bad")
@half_texts.topic("valueerror")
def half_texts_topic():
    return 2


@half_texts.member("bad")
@half_texts.member("valueerror")
def half_texts_member():
    return 2


EXPECTED = {'one': ['Worse'], 'fewer_others': ['Worse'], 'fewer': ['KeyError'], 'both': ['Worse', 'KeyError'], 'more': ['Worse', 'KeyError'], 'half': ['Bad', 'ValueError']}
