from .policy import Policy, TABLE
