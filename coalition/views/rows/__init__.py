"""Lists whose rows open by a click anywhere on the row."""

from coalition.views.rows.draw import draw_rows

__all__ = ["draw_rows"]
