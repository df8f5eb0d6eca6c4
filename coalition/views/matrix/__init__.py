"""The coverage matrix as a table of buttons: one drawing for the overview, the coverage page, the room and what changed."""

from coalition.views.matrix.draw import Density, Picked, data_of, draw_matrix
from coalition.views.matrix.model import AREAS_PER_SCREEN, Number, areas_shown, matrix_of

__all__ = ["AREAS_PER_SCREEN", "Density", "Number", "Picked", "areas_shown", "data_of", "draw_matrix", "matrix_of"]
