"""`call` as sentences and JSON."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Engine

from coalition.answers.calling import CallAnswer, whom_to_call
from coalition.answers.calling_words import (
    Voice,
    answer_words,
    confirmed_words,
    contact_words,
    full_words,
    nobody_words,
    provider_words,
    wanted_words,
)
from coalition.calling.words import Provider
from coalition.cli.common import Trouble, say
from coalition.database import reading
from coalition.defaults import find_area
from coalition.queries.ledger import settings
from coalition.vocabulary import AgeBand, Sex, label

_VOICE = Voice(
    t=lambda text, /, **values: text.format(**values),
    day=date.isoformat,
    name=lambda english, _: english,
    tongues=lambda codes: codes.replace(";", ", "),
    label=label,
)


def print_call(
    engine: Engine,
    *,
    on: date,
    area: str,
    service_type: str,
    age: str | None,
    sex: str | None,
    language: str | None,
    is_urgent: bool,
    as_json: bool,
) -> None:
    """Whom to call for one service type in one area: JSON, or sentences.

    Raises:
        Trouble: there is no such area, service type, age band or sex.
    """
    band = _one_of(AgeBand, age, "age band")
    only = _one_of(Sex, sex, "sex")
    with reading(engine) as session:
        chosen = settings(session)
        named, _ = find_area(area, country=chosen.country)
        found = whom_to_call(
            session,
            settings=chosen,
            on=on,
            area=named.pcode if named else area,
            service_type=service_type.upper(),
            age=band,
            sex=only,
            language=language,
            is_urgent=is_urgent,
        )
    if found is None:
        raise Trouble(f"There is no area '{area}' or no active service type '{service_type}' in the lists.")
    if as_json:
        print(json.dumps(call_json(found), ensure_ascii=False))
    else:
        _print_answer(found)


def _one_of(kind: Any, value: str | None, what: str) -> Any:
    if value is None:
        return None
    named = {word.casefold(): member for member in kind for word in (member.value, label(member))}
    if value.strip().casefold() not in named:
        raise Trouble(f"There is no {what} '{value}'; there are {', '.join(kind)}.")
    return named[value.strip().casefold()]


def call_json(found: CallAnswer) -> dict[str, Any]:
    """The stable JSON of `call --json`."""
    return {
        "on": found.on.isoformat(),
        "area": found.area["pcode"],
        "service_type": found.service_type["code"],
        "answer": found.answer.value,
        "nobody_confirmed_on": found.nobody["confirmed_on"].isoformat() if found.nobody else None,
        "providers": [_provider_json(found, provider) for provider in found.providers],
        "elsewhere": [_provider_json(found, provider) for provider in found.elsewhere],
        "could_extend": [rows[0]["organization"] for rows in found.could_extend],
        "checklists": [rows[0]["code"] for rows in found.checklists],
    }


def _provider_json(found: CallAnswer, provider: Provider) -> dict[str, Any]:
    keys = ("name", "phone", "email")
    return {
        "organization": provider.organization,
        "place": provider.place.value,
        "area": provider.row["area"],
        "fit": provider.fit.value,
        "is_full": provider.is_full,
        "assured_on": provider.row["assured_on"].isoformat(),
        "capacity_available": provider.row["capacity_available"],
        "accepted_since": _accepted_since(provider.row),
        "hours": provider.row["hours"],
        "accepted": provider.record.accepted,
        "answered": provider.record.answered,
        "running": provider.record.running,
        "median_days_to_accept": provider.record.median_days,
        "contacts": [{key: row[key] for key in keys} for row in found.contacts.get(provider.organization_id, [])],
        "reasons": provider_words(provider, _VOICE),
    }


def _accepted_since(row: dict[str, Any]) -> int | None:
    """Referrals accepted since free places were told; None: they were not, or a decline has told since that there are none."""
    return None if row["capacity_available"] is None or "full_on" in row else row.get("accepted_since", 0)


def _print_answer(found: CallAnswer) -> None:
    say(f"Find a service {wanted_words(found, _VOICE)}  ({found.on})")
    say(answer_words(found, _VOICE))
    for told in filter(None, (full_words(found.full, _VOICE), nobody_words(found, _VOICE))):
        say(told)
    for number, provider in enumerate(found.providers, start=1):
        _print_one(found, provider, f"{number}. ")
    if found.elsewhere:
        say("\nFarther away:")
    for provider in found.elsewhere:
        _print_one(found, provider, "- ")
    if found.could_extend:
        say("\nWho might take it on:")
    for rows in found.could_extend[:5]:
        kinds = ", ".join(f"{row['code']} {row['service_type']}" for row in rows)
        elsewhere = "; offers it in another area" if rows[0]["offers_elsewhere"] else ""
        say(f"- {rows[0]['organization']}: here {kinds}{elsewhere}")
    for rows in found.checklists:
        say(f"\nHave ready: {rows[0]['code']} {rows[0]['title']} ({rows[0]['source']})")
        for row in rows:
            if row["is_required"]:
                say(f"- {row['question']}")


def _print_one(found: CallAnswer, provider: Provider, mark: str) -> None:
    age = confirmed_words(provider, found, _VOICE)
    say(f"{mark}{provider.organization} ({age}): {contact_words(found.contacts.get(provider.organization_id, []), _VOICE)}")
    say("   " + " ".join(provider_words(provider, _VOICE)))
