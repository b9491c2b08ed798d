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


@one.later(Bad)
def one_later():
    return 1


@one.lazily(Bad)
def one_lazily():
    return 1


@one.pair(Bad)
def one_pair():
    return 1


@one.keyed(Bad)
def one_keyed():
    return 1


@one.topic(Bad)
def one_topic():
    return 1


@one.member(Bad)
def one_member():
    return 1


@one_texts.later("bad")
def one_texts_later():
    return 1


@one_texts.lazily("bad")
def one_texts_lazily():
    return 1


@one_texts.pair("bad")
def one_texts_pair():
    return 1


@one_texts.keyed("bad")
def one_texts_keyed():
    return 1


@one_texts.topic("bad")
def one_texts_topic():
    return 1


@one_texts.member("bad")
def one_texts_member():
    return 1


@fewer_others.later(Bad)
@fewer_others.later(KeyError)
def fewer_others_later():
    return 1


@fewer_others.lazily(Bad)
@fewer_others.lazily(KeyError)
def fewer_others_lazily():
    return 1


@fewer_others.pair(Bad)
@fewer_others.pair(KeyError)
def fewer_others_pair():
    return 1


@fewer_others.keyed(Bad)
@fewer_others.keyed(KeyError)
def fewer_others_keyed():
    return 1


@fewer_others.topic(Bad)
@fewer_others.topic(KeyError)
def fewer_others_topic():
    return 1


@fewer_others.member(Bad)
@fewer_others.member(KeyError)
def fewer_others_member():
    return 1


@fewer_others_texts.later("bad")
@fewer_others_texts.later("keyerror")
def fewer_others_texts_later():
    return 1


@fewer_others_texts.lazily("bad")
@fewer_others_texts.lazily("keyerror")
def fewer_others_texts_lazily():
    return 1


@fewer_others_texts.pair("bad")
@fewer_others_texts.pair("keyerror")
def fewer_others_texts_pair():
    return 1


@fewer_others_texts.keyed("bad")
@fewer_others_texts.keyed("keyerror")
def fewer_others_texts_keyed():
    return 1


@fewer_others_texts.topic("bad")
@fewer_others_texts.topic("keyerror")
def fewer_others_texts_topic():
    return 1


@fewer_others_texts.member("bad")
@fewer_others_texts.member("keyerror")
def fewer_others_texts_member():
    return 1


@fewer.later(Bad)
@fewer.later(KeyError)
def fewer_later():
    return 1


@fewer.lazily(Bad)
@fewer.lazily(KeyError)
def fewer_lazily():
    return 1


@fewer.pair(Bad)
@fewer.pair(KeyError)
def fewer_pair():
    return 1


@fewer.keyed(Bad)
@fewer.keyed(KeyError)
def fewer_keyed():
    return 1


@fewer.topic(Bad)
@fewer.topic(KeyError)
def fewer_topic():
    return 1


@fewer.member(Bad)
@fewer.member(KeyError)
def fewer_member():
    return 1


@fewer_texts.later("bad")
@fewer_texts.later("keyerror")
def fewer_texts_later():
    return 1


@fewer_texts.lazily("bad")
@fewer_texts.lazily("keyerror")
def fewer_texts_lazily():
    return 1


@fewer_texts.pair("bad")
@fewer_texts.pair("keyerror")
def fewer_texts_pair():
    return 1


@fewer_texts.keyed("bad")
@fewer_texts.keyed("keyerror")
def fewer_texts_keyed():
    return 1


@fewer_texts.topic("bad")
@fewer_texts.topic("keyerror")
def fewer_texts_topic():
    return 1


@fewer_texts.member("bad")
@fewer_texts.member("keyerror")
def fewer_texts_member():
    return 1


@both.later(Bad)
@both.later(ValueError)
def both_later():
    return 1


@both.lazily(Bad)
@both.lazily(ValueError)
def both_lazily():
    return 1


@both.pair(Bad)
@both.pair(ValueError)
def both_pair():
    return 1


@both.keyed(Bad)
@both.keyed(ValueError)
def both_keyed():
    return 1


@both.topic(Bad)
@both.topic(ValueError)
def both_topic():
    return 1


@both.member(Bad)
@both.member(ValueError)
def both_member():
    return 1


@both_texts.later("bad")
@both_texts.later("valueerror")
def both_texts_later():
    return 1


@both_texts.lazily("bad")
@both_texts.lazily("valueerror")
def both_texts_lazily():
    return 1


@both_texts.pair("bad")
@both_texts.pair("valueerror")
def both_texts_pair():
    return 1


@both_texts.keyed("bad")
@both_texts.keyed("valueerror")
def both_texts_keyed():
    return 1


@both_texts.topic("bad")
@both_texts.topic("valueerror")
def both_texts_topic():
    return 1


@both_texts.member("bad")
@both_texts.member("valueerror")
def both_texts_member():
    return 1


@more.later(Bad)
def more_later():
    return 1


@more.lazily(Bad)
def more_lazily():
    return 1


@more.pair(Bad)
def more_pair():
    return 1


@more.keyed(Bad)
def more_keyed():
    return 1


@more.topic(Bad)
def more_topic():
    return 1


@more.member(Bad)
def more_member():
    return 1


@more_texts.later("bad")
def more_texts_later():
    return 1


@more_texts.lazily("bad")
def more_texts_lazily():
    return 1


@more_texts.pair("bad")
def more_texts_pair():
    return 1


@more_texts.keyed("bad")
def more_texts_keyed():
    return 1


@more_texts.topic("bad")
def more_texts_topic():
    return 1


@more_texts.member("bad")
def more_texts_member():
    return 1


@half.later(Bad)
@half.later(KeyError)
def half_later():
    return 1


@half.lazily(Bad)
@half.lazily(KeyError)
def half_lazily():
    return 1


@half.pair(Bad)
@half.pair(KeyError)
def half_pair():
    return 1


@half.keyed(Bad)
@half.keyed(KeyError)
def half_keyed():
    return 1


@half.topic(Bad)
@half.topic(KeyError)
def half_topic():
    return 1


@half.member(Bad)
@half.member(KeyError)
def half_member():
    return 1


@half_texts.later("bad")
@half_texts.later("keyerror")
def half_texts_later():
    return 1


@half_texts.lazily("bad")
@half_texts.lazily("keyerror")
def half_texts_lazily():
    return 1


@half_texts.pair("bad")
@half_texts.pair("keyerror")
def half_texts_pair():
    return 1


@half_texts.keyed("bad")
@half_texts.keyed("keyerror")
def half_texts_keyed():
    return 1


@half_texts.topic("bad")
@half_texts.topic("keyerror")
def half_texts_topic():
    return 1


@half_texts.member("bad")
@half_texts.member("keyerror")
def half_texts_member():
    return 1


EXPECTED = {'one': ['Bad'], 'fewer_others': ['Bad', 'KeyError'], 'fewer': ['Bad', 'KeyError'], 'both': ['Bad', 'ValueError'], 'more': ['Bad'], 'half': ['Bad', 'KeyError']}
