"""What a coalition chooses for itself."""

from coalition.shell import open_page

page = open_page("Settings", empty_ok=True)
