"""Lists whose rows open by a click anywhere on the row."""

from coalition.views.rows.draw import data_of, draw_data, draw_rows

__all__ = ["data_of", "draw_data", "draw_rows"]
