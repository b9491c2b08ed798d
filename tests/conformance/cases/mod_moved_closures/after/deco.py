from guards import limited, required, scaled

LIMIT = 1
