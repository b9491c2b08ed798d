from other import Store, LOCK, count
