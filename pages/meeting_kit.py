"""Papers of a meeting: what leaves the room, in both languages."""

from coalition.shell import open_page, side_by_side
from coalition.views.meeting_kit.brief import draw_brief
from coalition.views.meeting_kit.files import draw_files
from coalition.views.meeting_kit.meeting import choose_meeting

page = open_page("Papers of a meeting")
day = choose_meeting(page)
cards = side_by_side(4, least=260)
with cards[2]:
    draw_brief(page, day)
with cards[3]:
    draw_files(page, day)
