"""Where help is missing: matrix, squares, map, one cell, its history and verdicts; words about cells for other pages too."""
