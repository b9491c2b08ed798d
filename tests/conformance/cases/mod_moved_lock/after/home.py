from other import LOCK, count
