"""How a shared resource is called and what is said of it, ready for tables; in markdown it is made safe where it is drawn."""

import re

from coalition.edits.resources import host_of
from coalition.queries.resources import About, Shared
from coalition.shell.words import label_of, name_of, t


def title_of(shared: Shared) -> str:
    """The title in the language of the session, where there is one."""
    return name_of(shared.title, shared.title_local)


def other_title(shared: Shared) -> str:
    """The title in the other language; empty: there is none."""
    both = [shared.title, shared.title_local or ""]
    return next((one for one in both if one and one != title_of(shared)), "")


def about_words(shared: Shared) -> str:
    """Kinds of help and areas that it is about; empty: none in particular, everywhere."""
    kinds = ", ".join(f"{kind.code}\u00a0{name_of(kind.name, kind.name_local)}" for kind in shared.kinds)
    return " · ".join(filter(None, [kinds, areas_words(shared.areas)]))


def areas_words(areas: tuple[About, ...]) -> str:
    """Names of areas; empty: everywhere."""
    return ", ".join(name_of(area.name, area.name_local) for area in areas)


def form_words(shared: Shared) -> str:
    """What it is: its kind, and the type of its file or the host of its address."""
    where = label_of(shared.file_type) if shared.file_type else host_of(shared.link) or t("Link")
    return f"{label_of(shared.kind)} · {where}"


def size_words(size: int) -> str:
    """The size of a file, rounded up."""
    return f"{-(-size // 1000):,} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"


def file_name(shared: Shared) -> str:
    """A name to save its file under: the letters of its title, and the ending of its type."""
    letters = re.sub(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+", "-", title_of(shared)).strip("-_.")[:_LONGEST_NAME]
    ending = shared.file_type.value if shared.file_type else "bin"
    return f"{letters or 'resource'}.{ending}"


_LONGEST_NAME = 80
