class PostgresStore:
    page_size = 50
    def fetch(self): return "pg %d" % self.page_size

Store = PostgresStore
