"""The guide never ages: its words are those on the screen, its pictures are those that the tool takes."""

import re
from pathlib import Path

import pytest

from coalition.locale import LANGUAGES, catalogue
from coalition.views.guide.parts import FOLDER, PARTS, file_of, picture_of
from tools.pictures import GUIDE
from tools.pictures import LANGUAGES as TAKEN

PICTURES = {f"{name}.{language}.png" for name in GUIDE for language in TAKEN}


def test_every_picture_is_made_by_the_tool_shown_somewhere_and_small() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.md"))
    shown = re.findall(r"^!\[[^\]]+\]\(\.\./pictures/([^)]+)\)$", texts, re.MULTILINE)
    files = list((FOLDER / "pictures").iterdir())
    dark = {name.replace(".png", ".dark.png") for name in PICTURES}
    assert {path.name for path in files} - dark == PICTURES == set(shown)
    assert {picture_of(FOLDER / "pictures" / name, is_dark=True).name for name in PICTURES} == dark, "a light one would glare"
    assert max(path.stat().st_size for path in files) <= 120_000
    assert set(TAKEN) == set(LANGUAGES)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_guide_says_to_press_stands_on_the_screen(part: str, language: str) -> None:
    file: Path = file_of(part, language)
    assert file.parent.name == language
    text = file.read_text(encoding="utf-8")
    words = set(catalogue("th")) if language == "en" else set(catalogue(language).values())
    said = re.findall(r"(?<!\*)\*([^*\n]+)\*", text)
    assert len(said) >= 5
    assert [word for word in said if word not in words] == []
    assert text.count("\n") <= 25, "short"


def test_a_language_without_a_guide_of_its_own_reads_the_english_one() -> None:
    assert file_of("meeting", "xx") == FOLDER / "en" / "meeting.md"
