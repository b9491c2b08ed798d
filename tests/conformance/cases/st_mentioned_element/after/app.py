import reg
Q = reg.QUEUES[1]
