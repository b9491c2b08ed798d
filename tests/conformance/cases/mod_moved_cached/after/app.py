from model import LIMITS, cube, square, twice
