import grid

grid.table.add("first", 1)
grid.table.add("second", 2)
