import grid

grid.table.add("first", 1)
