from .limits import LIMITS, MAX, Policy
