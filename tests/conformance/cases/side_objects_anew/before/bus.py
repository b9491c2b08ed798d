hooks, topics, stages = [], {}, []


def on(topic, function, **options):
    topics.setdefault(topic, []).append((function, options))
    topics[topic].sort(key=lambda entry: entry[1].get("rank", 0))


def stage(rank, thing):
    stages.append((rank, thing))
