"""The pages under docs/ say what the code does, and the README shows how to start."""

import re

from sqlmodel import SQLModel

from coalition import locale
from coalition.__main__ import app
from coalition.database import ROOT
from coalition.imports import issues
from coalition.models import SUMMARIES
from tools import docs
from tools.pictures import PICTURES


def test_the_generated_pages_are_fresh() -> None:
    assert docs.stale() == [], "run make docs"


def test_every_column_has_a_meaning_and_a_sensitivity_class() -> None:
    rows = [line.split(" | ") for line in docs.data_dictionary().splitlines() if line.startswith("| `")]
    assert len(rows) > 150
    for row in rows:
        assert row[3].strip(), row
        assert row[4].removesuffix(" |") in {docs.PERSONAL, docs.CASE, docs.PLAIN}


def test_every_table_that_people_fill_stands_in_the_data_dictionary() -> None:
    page = docs.data_dictionary()
    tables = SQLModel.metadata.tables.keys() - SUMMARIES
    assert [name for name in sorted(tables) if f"### {name}\n" not in page] == []


def test_every_issue_code_stands_in_the_catalogue_page() -> None:
    page = docs.import_issues()
    assert all(f"| `{code}` |" in page for code in docs.CATALOGUE)


def test_every_decision_has_the_number_of_its_file_and_stands_in_the_list() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    page = docs.decisions()
    for file in files:
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert re.match(rf"# {int(file.name[:4])}\. \S", first), f"{file.name} begins with '{first}'"
        assert f"]({file.name}) |" in page
    assert len({file.name[:4] for file in files}) == len(files), "two records have one number"
    assert "| 15 | Never written" in page


def test_the_readme_shows_the_two_commands_above_a_picture() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    picture = readme.index("docs/pictures/overview.png")
    assert {path.stem for path in (ROOT / "docs" / "pictures").iterdir()} == PICTURES.keys()
    for words in ("make run", "make test", "start.cmd", "test.cmd"):
        assert readme.index(words) < picture


def test_what_the_readme_calls_by_its_name_is_called_so_on_the_screen() -> None:
    shown = {text.lower() for text in locale.catalogue("th")}
    named = re.findall(r"(?<![*\w])\*([A-Z][^*\n]+)\*(?![*\w])", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(named) > 10
    assert [name for name in named if name.lower().rstrip(".") not in shown] == []


def test_the_readme_names_every_command_of_the_terminal() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [command.name or (command.callback.__name__ if command.callback else "") for command in app.registered_commands]
    assert len(names) > 20
    assert [name for name in names if f"python -m coalition {name}" not in readme] == []


def test_a_link_of_a_page_leads_somewhere() -> None:
    pages = [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md"))]
    pages += (ROOT / "docs").rglob("*.md")
    links = {path: re.findall(r"\]\((?!http)([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")) for path in pages}
    assert [(path.name, link) for path in pages for link in links[path] if not (path.parent / link).exists()] == []


def test_a_module_that_a_decision_names_is_there() -> None:
    there = [
        f"/{path.relative_to(ROOT)}"
        for home in ("coalition", "pages", "tests", "tools", "benchmarks")
        for path in (ROOT / home).rglob("*.*")
    ]
    named = {}
    for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md"):
        named[page.name] = re.findall(r"`([\w/]+/\w+\.(?:py|js|css))`", page.read_text(encoding="utf-8"))
    assert sum(map(len, named.values())) > 20
    assert [
        (page, name) for page in named for name in named[page] if not any(path.endswith(f"/{name}") for path in there)
    ] == []


def test_the_map_names_every_page_and_every_folder() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    plan = page[page.index("## The map") : page.index("## The arrows")]
    library = ROOT / "coalition"
    homes = [ROOT / "pages", library, library / "imports", library / "views"]
    folders = [path for home in homes for path in home.iterdir() if path.is_dir() and path.name != "__pycache__"]
    files = [path for path in [*(ROOT / "pages").glob("*.py"), *library.glob("*.py")] if path.name != "__init__.py"]
    named = [*(f"{path.name}/" for path in folders), *(path.name for path in files)]
    assert [name for name in named if name not in plan] == []


def test_what_is_said_of_questions_is_said_of_questions_there_are() -> None:
    said = issues.WITHOUT_SAFE_ANSWER | issues.OF_ONE_FILE | issues.NEW_OR_KNOWN
    assert {code for code in said if docs.CATALOGUE[code].scope is docs.Scope.QUESTION} == said
