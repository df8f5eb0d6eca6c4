"Shared resources"

from coalition.shell import open_page
from coalition.shell.address import asked_number
from coalition.shell.save import show_last_edit
from coalition.views.resources.list import draw_list
from coalition.views.resources.one import draw_one

page = open_page("Shared resources", empty_ok=True)
show_last_edit(page)
chosen = asked_number("resource")
if chosen:
    draw_one(page, chosen)
else:
    draw_list(page)
