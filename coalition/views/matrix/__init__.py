"""The coverage matrix as a table of buttons: one drawing for the overview, the coverage page, the room and what changed."""

from coalition.views.matrix.draw import Density, Picked, draw_matrix
from coalition.views.matrix.model import Column, Line, Matrix, Number, Square, matrix_of

__all__ = ["Column", "Density", "Line", "Matrix", "Number", "Picked", "Square", "draw_matrix", "matrix_of"]
