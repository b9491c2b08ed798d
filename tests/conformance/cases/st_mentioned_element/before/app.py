import reg
Q = reg.QUEUES[0]
