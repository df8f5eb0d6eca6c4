"""`resources` as a table and JSON."""

import json

from sqlalchemy import Engine

from coalition.cli.common import Trouble, say, table
from coalition.database import reading
from coalition.queries.resources import Found, Shared, find_resources
from coalition.vocabulary import ResourceKind, label


def print_resources(engine: Engine, words: str, *, kind: str, service_type: str, area: str, as_json: bool) -> None:
    """The resources in use that fit, best first, else the newest first.

    Raises:
        Trouble: there is no such kind.
    """
    if kind and kind not in {one.value for one in ResourceKind}:
        raise Trouble(f"There is no kind '{kind}'. There are: {', '.join(ResourceKind)}.")
    with reading(engine) as session:
        types = (service_type.upper(),) if service_type else ()
        found = find_resources(session, words=words, kind=kind, service_types=types, area=area)
    if as_json:
        print(json.dumps([_json(shared) for shared in found.shared], ensure_ascii=False))
    else:
        _print(found)


def _print(found: Found) -> None:
    say(f"{found.total:,} of {found.stored:,} resources.")
    header = ["title", "its kind", "for", "shared by", "on", "link or file"]
    rows = [
        [
            " / ".join(filter(None, [shared.title, shared.title_local])),
            label(shared.kind),
            ", ".join([*(kind.code for kind in shared.kinds), *(area.name for area in shared.areas)]) or "everything",
            shared.organization or "?",
            shared.shared_on.isoformat(),
            shared.link or f"{shared.file_type} {(shared.file_size or 0) / 1000:.0f} kB",
        ]
        for shared in found.shared
    ]
    if rows:
        say(table(header, rows))


def _json(shared: Shared) -> dict[str, object]:
    return {
        "title": shared.title,
        "title_local": shared.title_local,
        "kind": shared.kind,
        "link": shared.link,
        "file_type": shared.file_type,
        "file_size": shared.file_size,
        "file_sha256": shared.file_hash,
        "languages": shared.languages,
        "note": shared.note,
        "organization": shared.organization,
        "meeting": shared.held_on.isoformat() if shared.held_on else None,
        "shared_on": shared.shared_on.isoformat(),
        "service_types": [kind.code for kind in shared.kinds],
        "areas": [area.code for area in shared.areas],
    }
