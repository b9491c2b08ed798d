import enum
Color = enum.Enum("Color", "RED GREEN")
Priority = enum.IntEnum("Priority", ["LOW", "HIGH"])
Access = enum.Flag("Access", "READ WRITE")
Code = enum.Enum("Code", {"A": "a", "B": "b"}, type=str)
Same = enum.Enum("Same", "X Y")
