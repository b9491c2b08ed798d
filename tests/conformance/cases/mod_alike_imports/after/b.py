from config import LIMITS, STEPS, TABLE, log
