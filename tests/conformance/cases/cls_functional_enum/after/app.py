import enum
Color = enum.Enum("Color", "RED GREEN BLUE")
Priority = enum.IntEnum("Priority", ["LOW", "MID", "HIGH"])
Access = enum.Flag("Access", "READ WRITE RUN")
Code = enum.Enum("Code", {"A": "a", "B": "bb"}, type=str)
Same = enum.Enum("Same", "X Y")
