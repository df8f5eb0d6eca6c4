"""'This is the same as ...': two organizations, people or meetings become one, once the numbers were shown."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from coalition.edits.likely import MaybeSame, likely_organizations, likely_people
from coalition.edits.merge import Merged, MergePreview, merge, merge_preview
from coalition.edits.merging.both import Listed, OnBoth
from coalition.edits.record import EditRefused
from coalition.frames import records
from coalition.queries import directory as queries
from coalition.queries.meetings import people_frame
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.order import organization_names
from coalition.shell.save import edit, refusal
from coalition.shell.words import counted, day_words, label_of, md, t, t_filled, tn, worded
from coalition.views.directory.people import draw_erasing, draw_person, tell_erased
from coalition.vocabulary import Sector
from coalition.vocabulary.nouns import NOUNS


def same_organization(page: Page, organization_id: int, name: str) -> None:
    """The question of an organization: which other one it is."""
    others = {number: own for number, own in organization_names(page).items() if number != organization_id}
    likely = ask(page, likely_organizations, organization_id=organization_id)
    same_as(page, Merged.ORGANIZATION, (organization_id, name), others, likely)


def person_panel(page: Page, organization_id: int | None = None) -> None:
    """Choose somebody, and say which other entry is the same person.

    Args:
        page: from `open_page`.
        organization_id: only its people are offered first; None: all.
    """
    everybody = {row["id"]: _who(row) for row in records(ask(page, people_frame))}
    own = {row["id"]: _who(row) for row in records(ask(page, people_frame, organization_id=organization_id))}
    focal = records(ask(page, queries.focal_points_frame, organization_id=organization_id))
    options: dict[int | str, str] = own | {f"{_FOCAL}{row['id']}": f"{_who(row)} · {t('Focal point')}" for row in focal}
    tell_erased(page)
    if not options:
        st.caption(t("No people yet. Their names come from the attendance lists you import."))
        return
    told = tn(len(options), "1 person", "{n} people", n=f"{len(options):,}")
    st.caption(t("{people}. Choose one to correct or erase.", people=told))
    key = f"person {organization_id or 0}"
    chosen = st.selectbox(
        t("Person"),
        list(options),
        index=None,
        format_func=lambda one: options.get(one, "?"),
        key=key,
        placeholder=t("Search for a name"),
    )
    if isinstance(chosen, str):  # on no list: there is nothing to correct or to unite
        draw_erasing(page, int(chosen.removeprefix(_FOCAL)), is_contact=True)
    elif chosen is not None:
        draw_person(page, chosen)
        others = {one: who for one, who in everybody.items() if one != chosen}
        likely = ask(page, likely_people, person_id=chosen)
        same_as(page, Merged.PERSON, (chosen, own[chosen]), others, likely)


_ONE_BY_ONE = 30
"""So many people of two lists are told one by one."""

_FOCAL = "contact "
"""Before the number of a focal point, among those of people."""


def _who(row: dict[str, Any]) -> str:
    return f"{row['name']} ({row['organization']})" if row["organization"] else str(row["name"])


def same_as(page: Page, kind: Merged, own: tuple[int, str], others: dict[int, str], likely: Sequence[MaybeSame] = ()) -> None:
    """The question of one entry (`own`: its id and name): which of the `others` it is; then the preview, and the button."""
    own_id, name = own
    reasons = {maybe.id: t_filled(maybe.reason) for maybe in likely if maybe.id in others}
    label = t("This is the same as ({count} likely)", count=len(reasons)) if reasons else t("This is the same as")
    label = t("Merge with another meeting of this day") if kind is Merged.MEETING else f"{label} …"
    with st.expander(label, icon=":material/merge:", expanded=kind is Merged.PERSON, key=f"same {kind} {own_id}"):
        options = [*reasons, *(one for one in others if one not in reasons)]
        chosen = st.selectbox(
            t("Which other meeting is the same?")
            if kind is Merged.MEETING
            else t("Which other entry is the same? The most likely ones come first."),
            options,
            index=None,
            format_func=lambda one: f"{others[one]}: {reasons[one]}" if one in reasons else others.get(one, "?"),
            key=worded(f"same as {kind} {own_id}"),
            placeholder=t("Search for a name"),
        )
        if chosen is not None:
            _confirm(page, kind, {own_id: name, chosen: others[chosen]})


def _confirm(page: Page, kind: Merged, names: dict[int, str]) -> None:
    own_id, other_id = names
    stays = st.radio(
        t("Which meeting should be kept?") if kind is Merged.MEETING else t("Which name should be kept?"),
        [own_id, other_id],
        index=None,
        format_func=lambda one: md(names[one]),
        key=f"stays {kind} {own_id} {other_id}",
        horizontal=True,
    )
    if stays is None:
        st.caption(t("Choose the one that stays to see what would be moved to it."))
        return
    goes = other_id if stays == own_id else own_id
    try:
        preview = ask(page, merge_preview, kind=kind, stays=stays, goes=goes)
    except EditRefused as refused:
        st.warning(refusal(refused))
        return
    _draw(page, kind, preview)
    if st.button(t("Merge"), type="primary", key=f"merge {kind} {own_id}", icon=":material/merge:"):
        done = t("'{goes}' has been merged into '{stays}'.", **_names(preview))

        def show(_result: object) -> None:
            """Stay with the one that is left."""
            if st.query_params.get(kind) == str(goes):
                st.query_params[kind] = str(stays)

        whole = page.naming("")  # what is told names both
        edit(whole, done, merge, kind, then=show, stays=stays, goes=goes, seen=preview)


def _names(seen: MergePreview) -> dict[str, str]:
    return {"stays": md(day_words(seen.stays)), "goes": md(day_words(seen.goes))}


def _united(kind: Merged, seen: MergePreview) -> list[str]:
    """What both have and is kept once."""
    says = []
    if united := {NOUNS[name]: n for name, n in seen.united.items()}:
        says.append(t("Will be kept only once, because both have it: {what}.", what=counted(united)))
    if seen.united.get("attendance") and kind is not Merged.MEETING:
        says.append(
            t(
                "If both have a row for the same meeting, one row will be kept: present before excused, "
                "excused before absent. The longer time in the meeting will be kept."
            )
        )
    if seen.united.get("membership"):
        says.append(t("Memberships that overlap will become one, from the first day to the last."))
    return says


def _draw(page: Page, kind: Merged, seen: MergePreview) -> None:
    """What would happen, in numbers and sentences."""
    names = _names(seen)
    moved = {NOUNS[name]: n for name, n in seen.moved.items()}
    says = []
    if moved:
        says.append(t("Will move from '{goes}' to '{stays}': {what}.", what=counted(moved), **names))
    says += _united(kind, seen)
    if seen.people:
        says.append(t("Listed for both, and will be one person from now on: {people}.", people=md(", ".join(seen.people))))
    if seen.filled:
        says.append(
            t(
                "These values will be taken from '{goes}', because the other entry has none: {what}.",
                what=_values(page, seen.filled),
                **names,
            )
        )
    if seen.differing:
        says.append(
            t(
                "The values of '{stays}' will be kept; those of '{goes}' will stay only in the history: {what}.",
                what=_values(page, seen.differing),
                **names,
            )
        )
    if seen.apart:
        says.append(t("The earlier answer that the two are not the same will be removed."))
    if kind is Merged.MEETING:
        says += _on_both(seen)
        says.append(t("When memberships begin and end is worked out again from all lists, as after an import."))
    else:
        says.append(t("'{goes}' will become another name of the entry that is kept.", **names))
    says.append(t("You can undo this."))
    st.markdown("\n".join(f"- {sentence}" for sentence in says))


def _on_both(seen: MergePreview) -> list[str]:
    """Who is on both lists: how many of whom both say the same, then one by one what each says and what is kept."""
    if not seen.both:
        return [t("Nobody is on both lists.")]
    differing = [one for one in seen.both if one.stays != one.goes]
    alike = len(seen.both) - len(differing)
    same = tn(alike, "1 person is on both lists with the same status.", "{n} people are on both lists with the same status.")
    rule = t(
        "Who is on both lists keeps one row: present before excused, excused before absent. "
        "The longer time in the meeting will be kept."
    )
    says = [same, rule] if alike else [rule]
    if differing:
        told = [t("{who}: {one}, {other}. Will be kept: {kept}.", **_of_two_lists(one)) for one in differing[:_ONE_BY_ONE]]
        more = len(differing) - _ONE_BY_ONE
        told += [tn(more, "1 more person.", "{n} more people.")] if more > 0 else []
        lead = t("Different status on the two lists, first in '{stays}', then in '{goes}':", **_names(seen))
        says.append("\n".join([lead, *(f"    - {sentence}" for sentence in told)]))
    return says


def _of_two_lists(one: OnBoth) -> dict[str, str]:
    said = {"one": one.stays, "other": one.goes, "kept": one.kept}
    return {"who": md(one.name or one.stays.organization or "?")} | {key: _listed(one, told) for key, told in said.items()}


def _listed(one: OnBoth, said: Listed) -> str:
    """The status; with the organization of that day where the two lists name different ones."""
    is_told = one.name and one.stays.organization != one.goes.organization and said.organization
    return f"{label_of(said.state)} ({md(said.organization)})" if is_told else label_of(said.state)


def _values(page: Page, values: dict[str, Any]) -> str:
    labels = {
        "acronym": t("Acronym"),
        "sector": t("Sector"),
        "note": t("Note"),
        "email": t("Email"),
        "phone": t("Telephone"),
        "role": t("Role"),
        "organization_id": t("Organization"),
        "title": t("Title"),
        "place": t("Place"),
        "start": t("Start time"),
        "end": t("End"),
    }
    return md("; ".join(f"{labels.get(name, name)}: {_value(page, name, value)}" for name, value in values.items()))


def _value(page: Page, name: str, value: Any) -> str:
    if name == "sector":
        return label_of(Sector(value))
    if name == "organization_id":
        found = records(ask(page, queries.organizations_frame, on=page.today, organization_id=value))
        return str(found[0]["name"]) if found else "?"
    return str(value)
