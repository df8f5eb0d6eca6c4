"""The same work from a terminal: `python -m coalition --help` lists the commands.

Errors are sentences on stderr. Every command imports what it needs when it runs, so that `read` starts at once.
"""

import io
import json
import os
import sys
from pathlib import Path
from typing import Annotated

try:
    import typer
except ModuleNotFoundError:  # a newcomer's first slip: the computer's own Python instead of that of `make run`
    sys.exit("Use the Python that `make run` set up: .venv/bin/python -m coalition (Windows: .venv\\Scripts\\python).")

from coalition import clock
from coalition.cli import network, papers
from coalition.cli.common import DONE, LEFT, REFUSED, Trouble, complain, day, file_bytes, open_database, say, today, within_time

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="The coalition dashboard from a terminal.",
)
app.registered_commands += papers.app.registered_commands + network.app.registered_commands
_Files = Annotated[list[Path], typer.Argument(help="Files to work on.")]
_On = Annotated[str | None, typer.Option(help="The day of the picture, YYYY-MM-DD; else today.")]
_Layout = Annotated[str | None, typer.Option(help="Key of a way to read it, or its beginning; `read --how` lists them.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


@app.command()
def read(
    files: _Files,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of a workbook, by its name.")] = None,
    layout: _Layout = None,
    how: Annotated[bool, typer.Option("--how", help="Instead, how each was read, why, and how else it could be.")] = False,
) -> None:
    """Print what each attendance file says, one JSON object per line. Touches no database.

    Exit status: 0 done; 1 a row was refused, or the date of a meeting is in question; 2 a file was refused whole.
    """
    from coalition.imports.issues import CATALOGUE, Scope
    from coalition.imports.read.attendance_file import read_attendance
    from coalition.imports.reading import Choices, Reading, as_json, how_json

    status = DONE
    for path in files:
        try:
            data = file_bytes(path)
            with within_time(data):
                result = read_attendance(data, path.name, choices=Choices(sheet=sheet, layout=layout), today=today())
        except Trouble as problem:
            complain(str(problem))
            result = Reading(file=path.name, refused=str(problem))
        sys.stdout.write(json.dumps(how_json(result.how) if how else as_json(result), ensure_ascii=False))
        print(flush=True)
        asked = any(CATALOGUE[flag].scope is Scope.QUESTION for flag in result.flags if flag in CATALOGUE)
        status = max(status, REFUSED if result.refused else LEFT if result.rows.refused or asked else DONE)
    raise typer.Exit(status)


@app.command("import")
def import_(
    files: _Files,
    yes: Annotated[bool, typer.Option("--yes", help="Take every safe answer, ask nothing, write.")] = False,
    by: Annotated[str | None, typer.Option(help="Who imports; kept with the import.")] = None,
    date: Annotated[str | None, typer.Option(help="Date of the meeting or list, YYYY-MM-DD, if a file lacks it.")] = None,
    date_order: Annotated[str | None, typer.Option(help="DMY, MDY or YMD (22.05.23), if a file leaves it open.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of a workbook holds the attendance, by its name.")] = None,
    layout: _Layout = None,
    header: Annotated[int | None, typer.Option(help="Row of the column names, as a spreadsheet numbers it.")] = None,
    column: Annotated[list[str] | None, typer.Option(help="LETTER=FIELD, what a column holds: C=area2_name.")] = None,
    answer: Annotated[list[str] | None, typer.Option(help="KEY=ANSWER of a question, as `import` prints it.")] = None,
) -> None:
    """Recognise each file (attendance, services, shared cases), tell its plan, and commit it.

    Exit status: 0 done; 1 rows were refused, or a question kept rows out; 2 a file was refused whole.
    """
    from coalition.cli.importing import columns_chosen, import_files
    from coalition.imports.reading import Choices

    if date_order not in {None, "DMY", "MDY", "YMD"}:
        raise Trouble(f"The order is DMY, MDY or YMD, not '{date_order}'.")
    columns = columns_chosen(column or ()) or None
    choices = Choices(header, columns, date_order, day(date) if date else None, sheet=sheet, layout=layout)
    if unclear := [text for text in answer or () if "=" not in text]:
        raise Trouble(f"An answer is KEY=ANSWER, not '{unclear[0]}'.")
    told = {key: value for key, _, value in (text.rpartition("=") for text in answer or ())}
    raise typer.Exit(import_files(open_database(), files, choices=choices, yes=yes, by=by, told=told))


@app.command()
def match(
    typed: Annotated[Path, typer.Option(help="File whose first column holds the names as typed.")],
    known: Annotated[
        Path | None, typer.Option(help="File with the known names in its first column; else those stored.")
    ] = None,
) -> None:
    """Say where each typed name of an organization goes, and why: one JSON object per line. Writes nothing.

    "same" goes there without asking, "suggest" is asked, "none" is another organization.
    Exit status: 0 done; 2 a file cannot be read.
    """
    from coalition.cli.match import print_matches

    print_matches(typed, known)


@app.command()
def demo(
    remove: Annotated[bool, typer.Option("--remove", help="Take the demo out again.")] = False,
    beside: Annotated[bool, typer.Option("--beside", help="Load it although there is data of your own.")] = False,
) -> None:
    """Load the fictional coalition, or take it out again."""
    from coalition.database import reading
    from coalition.demo import is_demo, load_demo, remove_demo
    from coalition.queries.ledger import is_empty

    engine = open_database()
    if remove:
        for sentence in remove_demo(engine):
            say(sentence)
        say("The demo is removed.")
        return
    with reading(engine) as session:
        if not (beside or is_demo(session) or is_empty(session)):
            raise Trouble("There is data of your own. `demo --beside` loads the invented members beside it.")
    batches = load_demo(engine, today())
    say(f"The demo is loaded: {len(batches)} files imported." if batches else "The demo is loaded already.")


@app.command()
def coverage(
    on: _On = None,
    level: Annotated[int, typer.Option(min=1, max=2, help="1 provinces, 2 districts.")] = 1,
    within: Annotated[str | None, typer.Option(help="P-code: only this area and those inside it.")] = None,
    pillar: Annotated[str | None, typer.Option(help="prevention, intervention or aftercare.")] = None,
    as_json: _Json = False,
) -> None:
    """Service gaps. Every area in scope x every active service type."""
    from coalition.cli.pictures import print_coverage

    print_coverage(open_database(), on=day(on) if on else today(), level=level, within=within, pillar=pillar, as_json=as_json)


@app.command()
def cell(
    area: Annotated[str, typer.Option(help="Area: its P-code or its name.")],
    kind: Annotated[str, typer.Option("--type", help="Code of the service type, such as A1.")],
    on: _On = None,
    as_json: _Json = False,
) -> None:
    """Why is one cell in its state? Its rule, what the members agreed, and how it came to this, with every fact."""
    from coalition.cli.cell import print_cell

    print_cell(open_database(), area=area, service_type=kind, on=day(on) if on else today(), as_json=as_json)


@app.command()
def participation(
    on: _On = None,
    last: Annotated[int | None, typer.Option(min=1, help="How many meetings to look back; else the setting.")] = None,
    as_json: _Json = False,
) -> None:
    "Attendance and membership"
    from coalition.cli.pictures import print_participation

    print_participation(open_database(), on=day(on) if on else today(), last=last, as_json=as_json)


@app.command()
def actions(on: _On = None, as_json: _Json = False) -> None:
    """Action items. What is open, and what was done or dropped since the meeting before."""
    from coalition.cli.actions import print_actions

    print_actions(open_database(), on=day(on) if on else today(), as_json=as_json)


@app.command()
def resources(
    words: Annotated[list[str] | None, typer.Argument(help="What is needed, in Thai or English; else the newest.")] = None,
    kind: Annotated[str, typer.Option(help="policy, protocol, training, contacts, law, form or other.")] = "",
    service_type: Annotated[str, typer.Option("--type", help="Code of a service type, e.g. I5.")] = "",
    area: Annotated[str, typer.Option(help="P-code of an area, e.g. TH57.")] = "",
    as_json: _Json = False,
) -> None:
    """What members share: policies, protocols, trainings, contact lists, laws. Found by words."""
    from coalition.cli.resources import print_resources

    told = {"kind": kind, "service_type": service_type, "area": area}
    print_resources(open_database(), " ".join(words or []), **told, as_json=as_json)


@app.command()
def referrals(
    organization: Annotated[str | None, typer.Option(help="Only what this member sent or received, by its name.")] = None,
    as_json: _Json = False,
) -> None:
    """Referrals. What runs now, and what ended in the last 30 days."""
    from coalition.cli.referrals import print_referrals

    print_referrals(open_database(), now=clock.now(), on=today(), organization=organization, as_json=as_json)


@app.command()
def areas(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Lists (CSV, XLSX; our template or COD-AB as published) and boundaries (GeoJSON)."),
    ] = None,
    shapes: Annotated[
        list[Path] | None, typer.Option(help="Boundaries: GeoJSON in degrees, a property holds the codes.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Two letters: the country of the list, and of the coalition from now on.")
    ] = None,
    attribution: Annotated[str | None, typer.Option(help="Source and licence, shown below the map.")] = None,
    by: Annotated[str | None, typer.Option(help="Who does it; kept with the change.")] = None,
) -> None:
    """Add the areas of a country, and the boundaries that draw them on the map; all of it or nothing.

    Exit status: 0 done; 1 a row or a feature was left out; 2 a file was refused whole.
    """
    from coalition.cli.areas import add_area_files

    all_files = [*(files or []), *(shapes or [])]
    raise typer.Exit(add_area_files(open_database(), all_files, country=country, attribution=attribution, by=by))


@app.command("single-providers")
def single_providers(
    on: _On = None,
    level: Annotated[int, typer.Option(min=1, max=2, help="1 provinces, 2 districts.")] = 1,
    without: Annotated[list[str] | None, typer.Option(help="Name of an organization to leave out: which cells fall?")] = None,
    as_json: _Json = False,
) -> None:
    """What rests on one organization, and does it still come to the meetings?"""
    from coalition.cli.findings import print_single_providers

    print_single_providers(open_database(), on=day(on) if on else today(), level=level, without=without or [], as_json=as_json)


@app.command()
def changes(
    start: Annotated[str | None, typer.Option("--from", help="Earlier day, YYYY-MM-DD; else of the meeting before.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="The later day, YYYY-MM-DD; else of the last meeting.")] = None,
    level: Annotated[int, typer.Option(min=1, max=2, help="1 provinces, 2 districts.")] = 1,
    as_json: _Json = False,
) -> None:
    """What changed between two meetings, and which facts are behind it?"""
    from coalition.cli.findings import print_changes

    first, last = (day(given) if given else None for given in (start, end))
    print_changes(open_database(), start=first, end=last, on=today(), level=level, as_json=as_json)


@app.command()
def call(
    kind: Annotated[str, typer.Option("--type", help="Code of the service type, such as A1.")],
    area: Annotated[str, typer.Option(help="Province or district, by P-code or name.")],
    age: Annotated[str | None, typer.Option(help="Age band of the person: 0-11, 12-14, 15-17, 18-24, 25+.")] = None,
    sex: Annotated[str | None, typer.Option(help="female, male or other.")] = None,
    language: Annotated[str | None, typer.Option(help="Language the person speaks, such as my.")] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="Who accepts quickly comes first.")] = False,
    on: _On = None,
    as_json: _Json = False,
) -> None:
    """Find a service. The organizations that may help, in the order of calling, with the reasons."""
    from coalition.cli.calling import print_call

    print_call(
        open_database(),
        on=day(on) if on else today(),
        area=area,
        service_type=kind,
        age=age,
        sex=sex,
        language=language,
        is_urgent=urgent,
        as_json=as_json,
    )


@app.command()
def export(
    hxl: Annotated[Path | None, typer.Option(help="The new file: who does what where, HXL tags under the header.")] = None,
    htcds: Annotated[
        Path | None, typer.Option(help="The new file: shared cases by code, with needs and referrals, HTCDS field names.")
    ] = None,
    hsds: Annotated[Path | None, typer.Option(help="The new file, a .zip: the directory of today as HSDS 3.1 tables.")] = None,
) -> None:
    """Write who does what where as a 3W list, the shared cases as an HTCDS list, or the directory as HSDS tables.

    `import` reads all three back. A 3W list is without verdicts and needs; how many cells the verdicts decide is said. An HTCDS
    list describes nobody. HSDS tables hold what is offered today, whom to call and what is asked for.
    """
    from coalition.cli.exporting import write_lists

    if hxl is None and htcds is None and hsds is None:
        raise typer.BadParameter("Name the new file: --hxl FILE, --htcds FILE or --hsds FILE.")
    write_lists(open_database(), hxl=hxl, htcds=htcds, hsds=hsds)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The new file to write.")]) -> None:
    """Write all that is stored into one new file, checked, while others go on working."""
    from coalition.cli.keeping import write_backup

    write_backup(file)


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A backup.")]) -> None:
    """Replace all that is stored by a backup; what was there is kept in a file beside it."""
    from coalition.cli.keeping import bring_back

    bring_back(file)


@app.command("erase-person")
def erase_person(
    name: Annotated[str, typer.Argument(help="The name as the directory has it, or the number of the entry.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without it is only told what it would do.")] = False,
) -> None:
    """Erase a person on request: name and contact everywhere; counts stay. It cannot be undone."""
    from coalition.cli.erasing import erase

    raise typer.Exit(DONE if erase(open_database(), name, is_sure=yes) else LEFT)


@app.command("erase-words")
def erase_words(
    words: Annotated[str, typer.Argument(help="The words as they were typed, such as a name in a note.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without it is only told where they stand.")] = False,
) -> None:
    """Take words out of every text and out of the history, such as the name of a survivor. It cannot be undone."""
    from coalition.cli.erasing import take_out_words

    raise typer.Exit(DONE if take_out_words(open_database(), words, is_sure=yes) else LEFT)


@app.command()
def compact() -> None:
    """Write the data anew, so that nothing of what was erased is left in the free space of its file."""
    from coalition.cli.erasing import write_anew

    write_anew(open_database())


@app.command()
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Work out the summaries anew first, remove stray files.")] = False,
) -> None:
    """Is what is stored sound? Looks at the file, the schema, pointers, every rule and the summaries. Exit status 1: no."""
    from coalition.cli.keeping import is_sound

    raise typer.Exit(DONE if is_sound(repair=repair) else LEFT)


_TOLD = {"Trouble", "BackupRefused", "FileUnfit", "DatabaseUnreachable"}
"""Errors whose message is for the person at the terminal, by name: `read` imports none of their modules."""


def _sentence(problem: Exception) -> str:
    if _TOLD & {kind.__name__ for kind in type(problem).__mro__}:
        return str(problem)
    if "coalition.database" in sys.modules:  # else no database was opened
        from coalition.database import damage, database_url, fault_of, open_engine

        try:
            found = fault_of(problem) or damage(open_engine(database_url()))
        except Exception as second:  # as above
            found = fault_of(second)
        if found:
            return str(found)
    return f"{str(problem) or type(problem).__name__} (unexpected; COALITION_DEBUG=1 shows where)"


def main() -> None:
    """Run the command of the command line; every error is one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a Windows pipe would fail on Thai text
    try:
        app()
    except Exception as problem:  # the last door: nobody at a terminal should meet a traceback
        if os.environ.get("COALITION_DEBUG"):
            raise
        complain(_sentence(problem))
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
