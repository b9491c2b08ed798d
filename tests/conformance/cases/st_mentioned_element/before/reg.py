QUEUES = [[1], [2]]
