from app import Table, build, columns, options

T = Table("t")
ASK = [columns, options, build]
