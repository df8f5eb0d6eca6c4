"""Words on the screen: the language of the session, translated strings, and data made safe for markdown."""

import re
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from coalition import locale
from coalition.answers.calling_words import Voice
from coalition.locale.order import sort_key
from coalition.models import ERASED
from coalition.serving.compressed import LANGUAGE_COOKIE
from coalition.vocabulary import hours_words, label
from coalition.vocabulary.tongues import TONGUES, tongue_codes

_APART = ":color[]"
"""Streamlit's mark for a span without any look around nothing: it parts two pieces of a text and is not seen, read or copied.

A backslash is no help against what the front end looks for *after* escapes are resolved (addresses, e-mail, emoji, icons,
arrows): it looks within one piece of text only.
"""

_MARKDOWN = re.compile(
    r"(?P<sought>://|@|(?<=[wW]{3})\.)"  # would become links, however they are escaped
    r"|(?P<named>:(?=[\w+/-]+:|material/))"  # emoji, icons
    r"|(?P<arrow>(?<!\S)[-<>=~]{2,})"  # and dashes
    r"|[\\`*_\[\]<$~|]|:(?=[a-zA-Z:@])|&(?=#?\w+;)"  # always marks, colors, entities
    r"|^(?:[#>+\-=:]|\d{1,9}[.)](?!\S))"  # at the start: headings, quotations, lists
)
"""What markdown would take for a mark, and nothing else: labels are read aloud with their backslashes."""

_DAY = re.compile(r"""(?<![\w'"/.-])\d{4}-\d\d-\d\d(?![\w'"/-]|\.\w)""")
"""A day as the importers write it; what a file says stands in quotation marks, or in a name, and stays as it is."""


_CHANGED = "language changed"
_OWN_WORDS = "own words"
_SPOKEN: ContextVar[tuple[str, dict[str, str]] | None] = ContextVar("spoken", default=None)
"""Language and own words of the run that this thread draws: the framework takes 20 us each time it is asked for them."""


def speak() -> None:
    """Find out once for all sentences of a run which language they are in; what is said outside of one asks each time."""
    chosen = _language_of_session()
    _SPOKEN.set((chosen, _own_words(chosen)))


def language() -> str:
    """The language of this session: the one chosen in it, of the address, chosen here before, of the browser; else English."""
    spoken = _SPOKEN.get()
    return spoken[0] if spoken else _language_of_session()


def _own_words(chosen: str) -> dict[str, str]:
    own: dict[str, dict[str, str]] = st.session_state.get(_OWN_WORDS, {})
    return own.get(chosen, {})


def _language_of_session() -> str:
    chosen = st.session_state.get("lang")
    if chosen in locale.LANGUAGES:
        return str(chosen)
    asked = st.query_params.get("lang")
    return asked if asked in locale.LANGUAGES else _kept_language() or _browser_language()


def _kept_language() -> str | None:
    """What was chosen on this computer before (`server.keep_language`); None: nothing."""
    kept = st.context.cookies.get(LANGUAGE_COOKIE)
    return kept if kept in locale.LANGUAGES else None


def _browser_language() -> str:
    wanted = (st.context.locale or "en").split("-")[0].lower()
    return wanted if wanted in locale.LANGUAGES else "en"


def worded(key: str) -> str:
    """Key of a widget that shows translated options: another widget in another language.

    A list keeps the words it was first drawn with as long as its key stays the same.
    """
    return key if language() == "en" else f"{key} {language()}"


def language_switch() -> None:
    """Draw the switch and keep the choice in the address, so that a link shows what its sender saw. Once, on every page."""
    st.session_state.lang = language()
    st.segmented_control(
        "Language / ภาษา",
        list(locale.LANGUAGES),
        key="lang",
        format_func=lambda code: locale.LANGUAGES[code],
        required=True,
        label_visibility="collapsed",
    )
    needed = language() != _browser_language() or "lang" in st.query_params
    if needed and st.query_params.get("lang") != language():
        st.query_params["lang"] = language()
    if st.session_state.get(_CHANGED) or language() != (_kept_language() or _browser_language()):
        st.session_state[_CHANGED] = True  # from now on: the cookie that came with the visit is no longer the newest
        st.html(f'<img src="/language/{language()}" alt="" width="1" height="1">')  # its answer brings the cookie, no picture


def t(text: str, /, **values: object) -> str:
    """An English source string in the language of the session, `{placeholders}` filled from `values` after translation."""
    found = _renamed(locale.translate(text, language()))
    return locale.fill(found, language(), values) if values else found


def _renamed(text: str) -> str:
    spoken = _SPOKEN.get()
    own = spoken[1] if spoken else _own_words(language())
    return locale.renamed(text, language(), own) if own else text


def take_own_words(own: dict[str, dict[str, str]]) -> None:
    """From here on the page has the coalition's own words (`Settings.own_words`)."""
    st.session_state[_OWN_WORDS] = own
    speak()


def tn(count: int, one: str, many: str, /, **values: object) -> str:
    """The source string for a count, translated as by `t`; `{n}` is the count, unless `values` says how it is written."""
    return locale.fill(_renamed(locale.translate_count(count, one, many, language())), language(), {"n": count, **values})


def full(text: str) -> str:
    """A text as a sentence: with the full stop of the languages that have one."""
    return t("{told}.", told=text)


def t_filled(text: str) -> str:
    """A sentence that was filled in elsewhere (a reason, a question), in the language of the session; its days as dates."""
    return day_words(locale.translate_filled(text, language()))


def day_words(text: str) -> str:
    """A text with its days (2026-11-20) as people of this language write them (20 Nov 2026)."""
    return _DAY.sub(_day_text, text)


def _day_text(found: re.Match[str]) -> str:
    try:
        return date_text(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def label_of(member: StrEnum) -> str:
    """Translated label of a member of a vocabulary list."""
    return t(label(member))


def name_of(english: str, local: str | None) -> str:
    """The name to show of something that has an English and a local one."""
    return local if local and language() != "en" else english


def date_text(day: date) -> str:
    """A date as people of this language write it."""
    return locale.date_text(day, language())


def instant_text(instant: datetime) -> str:
    """An instant (UTC where it has no zone) as date and time of day where the visitor is."""
    here = _here(instant)
    return f"{date_text(here.date())}, {here:%H:%M}"


def instant_day_text(instant: datetime) -> str:
    """The day of an instant as text, where the visitor is."""
    return date_text(instant_day(instant))


def instant_day(instant: datetime) -> date:
    """The day of an instant (UTC where it has no zone) where the visitor is: before 7:00 in Bangkok it is not that of UTC."""
    return _here(instant).date()


def _here(instant: datetime) -> datetime:
    try:
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(ZoneInfo(st.context.timezone or "UTC"))
    except ZoneInfoNotFoundError:
        return instant


def tongue_names(spoken: Iterable[str] = ()) -> dict[str, str]:
    """{code: name} of the languages to choose from: those `spoken` where help is offered first, then all that have a name.

    A name that is a part of another stands before it ("Thai", "Northern Thai"): lists are searched by any part, and Enter takes
    the first that fits.
    """
    by_name: dict[str, str] = {}
    for code in (*spoken, *sorted(TONGUES, key=lambda code: sort_key(t(TONGUES[code])))):
        by_name.setdefault(t(TONGUES.get(code, code)), code)
    names: list[str] = []
    for name in by_name:
        names.insert(next((at for at, other in enumerate(names) if name.casefold() in other.casefold()), len(names)), name)
    return {by_name[name]: name for name in names}


def languages_text(told: str | None) -> str | None:
    """`th;my` as `Thai, Burmese`; what is no known language stays as written."""
    if not told:
        return None
    parts = [part.strip() for part in told.replace("/", ";").replace(",", ";").split(";") if part.strip()]
    return ", ".join(t(TONGUES.get(tongue_codes(part)[0], part)) for part in parts)


def hours_text(told: str | None) -> str:
    """When a service can be reached, in the language of the session; empty: not told."""
    return hours_words(told, label_of)


def voice() -> Voice:
    """How the facts of whom to call are said in the language of the session."""
    return Voice(t=t, day=date_text, name=name_of, tongues=lambda codes: languages_text(codes) or "", label=label_of)


def counted(totals: dict[str, int]) -> str:
    """`1 meeting, 41 people`: counts with what they count (named in the plural), in the language of the session."""
    return ", ".join(_count(count, what) for what, count in totals.items())


def _count(count: int, what: str) -> str:
    """A count in front of what it counts, or as the language counts just that: `{n} meetings` has a word for times in Thai."""
    if (own := f"{{n}} {what}") in locale.catalogue(language()):
        return t(own, n=f"{count:,}")
    return t("{n} {what}", n=f"{count:,}", what=locale.plural(count, _singular(what), t(what)))


_SAID = {
    "people": "new people",
    "organizations": "new organizations",
    "attendances": "marked present",
    "absences": "marked absent or excused",
    "attendances changed": "attendance marks changed",
    "attendances removed": "attendance marks removed",
    "people changed": "people with new details",
    "meetings changed": "meetings with new details",
    "members since an earlier day": "members with an earlier first day",
    "members until a later day": "memberships extended",
    "other spellings": "new spellings of known organizations",
    "services no longer there": "services no longer in the list",
}
"""What is stored with an import, as it is said."""


def brought(totals: dict[str, int]) -> str:
    """The totals of a plan or of an import: as `counted`, in words of the screen: people and organizations are new ones."""
    return counted({_SAID.get(what, what): count for what, count in totals.items()})


def _singular(plural: str) -> str:
    if language() != "en":
        return t(plural)
    return re.sub(r"\bpeople\b|s\b", lambda found: "person" if found[0] == "people" else "", plural, count=1)


def md(text: object) -> str:
    """Data for a markdown context (write, caption, metric, button, help): shown as written, never as formatting or a link."""
    return _MARKDOWN.sub(_inert, " ".join(with_erased(str(text)).split()))


def with_erased(text: str) -> str:
    """What is stored, with what stands in it for a name that was erased in the language of the session."""
    return text.replace(ERASED, t("[erased]")) if ERASED in text else text


def phone_link(phone: str | None) -> str:
    """A telephone number as markdown that a telephone dials; as it is written where there is nothing to dial; empty: none."""
    dialed = "".join(sign for sign in phone or "" if sign.isdigit() or sign == "+")
    return f"[{md(phone)}](tel:{dialed})" if dialed else md(phone or "")


def email_link(email: str | None) -> str:
    """An address as markdown that opens a letter to it; as it is written where that could mean another one; empty: none."""
    is_plain = email and email.isascii() and not set(email) & set(" ()<>")
    return f"[{md(email)}](mailto:{email})" if is_plain else md(email or "")


def _inert(found: re.Match[str]) -> str:
    mark = found[0]
    if found["sought"]:
        return _APART + mark
    if found["named"]:
        return f"\\:{_APART}"
    if found["arrow"]:
        return _APART.join(f"\\{sign}" for sign in mark)
    return f"{mark[:-1]}\\{mark[-1]}"  # of "12." the point
