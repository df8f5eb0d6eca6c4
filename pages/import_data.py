"""Upload, check, confirm, undo."""

from coalition.shell import open_page

page = open_page("Import files", empty_ok=True)
