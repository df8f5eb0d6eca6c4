"""Colors and sizes of all charts: safe for color-blind people, large enough for a projector, escaped for plotly."""

import re
import unicodedata
from html import escape

FONT_FAMILY = "Sarabun, sans-serif"  # the font of the pages, which has Thai
FONT_PX = 16
_BEGINS = re.compile(
    "(?<!และ)(?<!การ)(?<!พื้น)(?<!ใน)(?:การ(?!ณ์)|ความ|และ|หรือ|ผู้|ของ|จาก|ที่|เพื่อ|โดย|สถาน|สำนัก|ศูนย์|มูลนิธิ|สมาคม|กลุ่ม|"
    "จังหวัด|อำเภอ|ชุมชน|ครอบครัว|คดี|ค่า|ทาง|ด้าน|สาร|คุ้มครอง|ช่วยเหลือ|บำบัด|ติดตาม|สนับสนุน)| "
)
"""Where a line of Thai, without blanks between words, may begin: with words of which names of services and places are made."""
_SYLLABLE = re.compile("(?<![เแโใไั็])(?<![เแโใไ][ก-ฮ])(?:(?=[เแโใไ])|(?<![กขคจตทปผพศส])(?=[รลว][ัิีึืุู็ำาะ])|(?=[ก-นบ-ยศ-ฮ][ัิีึืุู็ำาะ]))")
"""Else with a syllable: a vowel that is written before its consonant, or a consonant with its vowel, never one that closes."""
INK, PAPER = "#1F1F1F", "#FFFFFF"


def luminance(color: str) -> float:
    """Relative luminance of "#RRGGBB" (WCAG 2), 0 black to 1 white."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colors (WCAG 2), 1 to 21; text needs 4.5."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(color: str) -> str:
    """The text color that reads better on a background."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, color))


def safe(text: object) -> str:
    """Data for a plotly label: shown as written, never as markup."""
    return escape(" ".join(str(text).split()), quote=False)


def hover_lines(text: str, width: int = 64) -> str:
    """Lines of data for what plotly shows when pointing at something: shown as written, long lines wrapped."""
    return "<br>".join(wrapped(line, width, lines=4) for line in text.split("\n"))


def wrapped(text: object, width: int, lines: int = 2) -> str:
    """A label of at most `lines` lines of about `width` letters, cut with an ellipsis; words are not split where avoidable.

    A long Thai text is cut before a word that is known, else before a syllable, else at the width. Marks above and below a
    letter take no room and stay with it.
    """
    made: list[str] = []
    rest = " ".join(str(text).split())
    while rest and len(made) < lines:
        end = _end_of(rest, width)
        cut = _cut(rest, end) if end < len(rest) else end
        made.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        made[-1] = made[-1][: _end_of(made[-1], width - 1)].rstrip() + "…"
    return "<br>".join(escape(line, quote=False) for line in made)


def _cut(text: str, end: int) -> int:
    """Where a line that has room until `end` is best cut."""
    for begins in (_BEGINS, _SYLLABLE):
        places = [found.start() for found in begins.finditer(text) if end // 3 < found.start() <= end]
        if places:
            return places[-1]
    return end


def _end_of(text: str, width: int) -> int:
    """Where the first `width` letters of a text end, with the marks of the last one."""
    room = width
    for position, letter in enumerate(text):
        if unicodedata.category(letter) != "Mn":
            room -= 1
            if room < 0:
                return position
    return len(text)
