HOST = "there"
