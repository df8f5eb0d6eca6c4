"""The facts behind "whom do we call?" as sentences, for the screen and the terminal alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from coalition.answers.calling import Answer, CallAnswer
from coalition.calling.said import Full
from coalition.calling.words import SERVES_HERE, Fit, Place, Provider, Reason, ReasonKind
from coalition.locale import plural
from coalition.vocabulary import AgeBand, Group, Judgement, Sex


class Tell(Protocol):
    """An English source string in the language of whoever reads, filled in."""

    def __call__(self, text: str, /, **values: object) -> str:
        """The string."""


@dataclass(frozen=True)
class Voice:
    """How things are said in one language.

    Attributes:
        t: a source string, translated and filled in.
        day: a date.
        name: of something that has an English and a local one.
        tongues: codes of languages as names.
        label: a word of a vocabulary list.
    """

    t: Tell
    day: Callable[[date], str]
    name: Callable[[str, str | None], str]
    tongues: Callable[[str], str]
    label: Callable[[StrEnum], str]


def reason_words(reason: Reason, voice: Voice) -> str:
    """One reason as a sentence."""
    return _WORDS[reason.kind](reason.values, voice)


def _place(values: dict[str, Any], voice: Voice) -> str:
    t, place = voice.t, values["place"]
    area = voice.name(values["area"], values["area_local"])
    if place is Place.HERE:
        return t("Only in {area}." if values["is_part"] else "In this area: {area}.", area=area)
    if place is Place.PROVINCE:
        return t("For the whole province, {area}.", area=area)
    if place is Place.COUNTRY:
        return t("For the whole country, {area}.", area=area)
    if place is Place.DISTRICT:
        return t("Elsewhere in the same province: {area}.", area=area)
    province = voice.name(values["province"] or values["area"], values["province_local"])
    where = area if province == area else f"{area}, {province}"
    if values["km"] is None:
        return t("In a province nearby: {where}." if place is Place.NEXT else "Elsewhere: {where}.", where=where)
    text = _FAR[place is Place.NEXT, bool(values.get("is_by_province"))]
    return t(text, where=where, km=values["km"])


_FAR = {
    (True, False): "In a province nearby: {where}, about {km} km away.",
    (True, True): "In a province nearby: {where}, about {km} km away, province to province.",
    (False, False): "Farther away: {where}, about {km} km.",
    (False, True): "Farther away: {where}, about {km} km, province to province.",
}
"""{(in a province nearby, by the points of the provinces): the sentence}."""


def _confirmed(values: dict[str, Any], voice: Voice) -> str:
    t = voice.t
    if values["is_fresh"]:
        return t("Confirmed on {day}.", day=voice.day(values["day"]))
    return t("Last confirmed on {day}: out of date. Ask again.", day=voice.day(values["day"]))


def free_words(values: dict[str, Any], voice: Voice) -> str:
    """How many places are free of how many (`free`, `capacity`: None where not reported) and on which `day` that was said; and
    how many referrals were accepted `since` then."""
    since = values.get("since", 0)
    told = voice.t(plural(since, "1 referral accepted since.", "{n} referrals accepted since."), n=since) if since else ""
    return " ".join(filter(None, [_free(values, voice), told]))


def _free(values: dict[str, Any], voice: Voice) -> str:
    t, day = voice.t, voice.day(values["day"])
    if not values["free"]:
        return t("Full on {day}.", day=day)
    if values["capacity"] is None and values["free"] == 1:
        return t("1 place free on {day}.", day=day)
    if values["capacity"] is None:
        return t("{free} places free on {day}.", free=values["free"], day=day)
    return t("{free} of {capacity} places free on {day}.", free=values["free"], capacity=values["capacity"], day=day)


def people_words(values: dict[str, Any], voice: Voice) -> str:
    """Whom a service is for, as far as it is told: `ages 12 to 17, only women and girls`; empty: nothing is told."""
    t, youngest, oldest = voice.t, values.get("minimum_age"), values.get("maximum_age")
    ages = ""
    if youngest is not None and oldest is not None:
        ages = t("ages {youngest} to {oldest}", youngest=youngest, oldest=oldest)
    elif youngest is not None:
        ages = t("from age {youngest}", youngest=youngest)
    elif oldest is not None:
        ages = t("up to age {oldest}", oldest=oldest)
    sex = values.get("serves_sex")
    return ", ".join(filter(None, [ages, t("only {sex}", sex=sex_words(sex, voice)) if sex else ""]))


def sex_words(sex: str, voice: Voice) -> str:
    """The people of one sex, whatever their age."""
    t = voice.t
    told = {Sex.FEMALE.value: t("women and girls"), Sex.MALE.value: t("men and boys")}
    return told.get(sex) or voice.label(Group.OTHER_SEX if sex == Sex.OTHER.value else Sex(sex)).lower()


def _age(values: dict[str, Any], voice: Voice) -> str:
    t = voice.t
    told = people_words({**values, "serves_sex": None}, voice)
    if values["fit"] is Fit.FITS:
        return t("Serves this age: {told}.", told=told)
    if values["fit"] is Fit.PARTLY:
        return t("Serves part of this age group: {told}.", told=told)
    if values["fit"] is Fit.NO:
        return t("Does not serve this age, but {told}.", told=told)
    return t("Ages served: not given.")


def _sex(values: dict[str, Any], voice: Voice) -> str:
    t, sex = voice.t, values["serves_sex"]
    if values["fit"] is Fit.NOT_TOLD:
        return t("Sex served: not given.")
    told = sex_words(sex, voice)
    if values["fit"] is Fit.FITS:
        return t("For {told}.", told=told)
    return t("Serves only {told}.", told=told)


def _only(values: dict[str, Any], voice: Voice) -> str:
    t = voice.t
    return t("Serves: {told}.", told=people_words(values, voice))


def _eligibility(values: dict[str, Any], voice: Voice) -> str:
    text = "Who may use it: {told}. Ask if it fits." if values["asks"] else "Who may use it: {told}."
    return voice.t(text, told=str(values["eligibility"]).rstrip("."))


def _language(values: dict[str, Any], voice: Voice) -> str:
    t, fit = voice.t, values["fit"]
    spoken = voice.tongues(values["languages"] or "")
    if fit is Fit.NOT_TOLD:
        return t("Languages of the service not given.")
    if fit is Fit.NO:
        asked = voice.tongues(values["language"])
        return t("{language} is not among their languages: {spoken}.", language=asked, spoken=spoken)
    return t("They speak {spoken}.", spoken=spoken)


def _accepted(values: dict[str, Any], voice: Voice) -> str:
    t, answered, running = voice.t, values["answered"], values["running"]
    told = []
    if answered:
        told.append(t("Accepted {accepted} of {answered} referrals.", accepted=values["accepted"], answered=answered))
    if running:
        alone = plural(running, "1 referral awaiting an answer.", "{n} referrals awaiting an answer.")
        told.append(t(plural(running, "1 awaiting an answer.", "{n} awaiting an answer.") if answered else alone, n=running))
    return " ".join(told)


def _speed(values: dict[str, Any], voice: Voice) -> str:
    t, days = voice.t, values["days"]
    if days is None:
        return t("Fewer than half of the referrals have been accepted so far.")
    if not days:
        return t("Half of the referrals are accepted on the same day.")
    return t(
        plural(days, "Half of the referrals are accepted within 1 day.", "Half of the referrals are accepted within {n} days."),
        n=days,
    )


def _attended(values: dict[str, Any], voice: Voice) -> str:
    t, attended, held, since = voice.t, values["attended"], values["held"], values["since"]
    if not held and since is None:
        return t("Not a member, so it does not have to attend meetings.")
    if not held:
        return t("Joined on {day}. There has been no meeting since then.", day=voice.day(since))
    if held == 1:
        return t("Attended the last meeting." if attended else "Did not attend the last meeting.")
    if not attended:
        return t("Attended none of the last {held} meetings.", held=held)
    return t("Attended {attended} of the last {held} meetings.", attended=attended, held=held)


def _nobody(values: dict[str, Any], voice: Voice) -> str:
    return voice.t("No provider, confirmed on {day}. Ask again.", day=voice.day(values["day"]))


def _declined(values: dict[str, Any], voice: Voice) -> str:
    t, day = voice.t, voice.day(values["day"])
    if values["why"] is None:
        return t("Declined this case on {day}.", day=day)
    return t("Declined this case on {day}: {why}.", day=day, why=voice.label(values["why"]))


def _verdict(values: dict[str, Any], voice: Voice) -> str:
    t, known = voice.t, {member.value: member for member in Group}
    groups = [voice.label(known[part]) if part in known else part for part in (values["group"] or "").split(";") if part]
    verdict = voice.label(Judgement(values["judgement"])).lower()
    told = t("Member decision of {day}: {verdict}", day=voice.day(values["decided_on"]), verdict=verdict)
    told += f" ({', '.join(groups)})" if groups else ""
    told += f": {values['reason'].rstrip('.')}" if values["reason"] else ""
    return t("{told}.", told=told)


_WORDS = {
    ReasonKind.PLACE: _place, ReasonKind.CONFIRMED: _confirmed, ReasonKind.FREE: free_words, ReasonKind.AGE: _age,
    ReasonKind.SEX: _sex, ReasonKind.ONLY: _only, ReasonKind.ELIGIBILITY: _eligibility, ReasonKind.LANGUAGE: _language,
    ReasonKind.ACCEPTED: _accepted, ReasonKind.SPEED: _speed, ReasonKind.ATTENDED: _attended,
    ReasonKind.NOBODY: _nobody, ReasonKind.VERDICT: _verdict, ReasonKind.DECLINED: _declined,
}  # fmt: skip


def area_name(found: CallAnswer, voice: Voice) -> str:
    """The area that is asked about, a district with its province."""
    own = voice.name(found.area["name"], found.area["name_local"])
    above = found.area["province"]
    return f"{own}, {voice.name(above, found.area['province_local'])}" if above else own


def answer_words(found: CallAnswer, voice: Voice) -> str:
    """The first sentence: whom to call, or that there is nobody."""
    t, first = voice.t, found.first
    area = area_name(found, voice)
    if found.is_nobody and found.nobody:
        told = t("No provider in {area}: asked on {day}.", area=area, day=voice.day(found.nobody["confirmed_on"]))
        return told if first is None else f"{told} {_reach_words(found, first, voice)}"
    if first is None:
        return t("No known provider in {area} or near it.", area=area)
    if found.answer is Answer.CALL:
        return _reach_words(found, first, voice)
    if found.answer is Answer.NEXT:
        is_here = any(p.place in SERVES_HERE for p in found.providers)
        told = t("No provider in {area} can help now." if is_here else "No known provider in {area}.", area=area)
        return f"{told} {_reach_words(found, first, voice)}"
    return f"{t('No known provider can help now.')} {_reach_words(found, first, voice)}"


def _reach_words(found: CallAnswer, first: Provider, voice: Voice) -> str:
    """What to do: call somebody, with the area where it is not the own one; without a telephone nobody is told to call."""
    name, where = first.organization, voice.name(first.row["area"], first.row["area_local"])
    if not first.can_be_called:
        return voice.t("Ask {organization} first.", organization=name)
    is_far = found.answer is Answer.NEXT or found.is_nobody
    if any(row["phone"] for row in found.contacts.get(first.organization_id, ())):
        return voice.t("Call {organization} in {where}." if is_far else "Call {organization}.", organization=name, where=where)
    return voice.t(
        "Contact {organization} in {where}." if is_far else "Contact {organization}.", organization=name, where=where
    )


def confirmed_words(provider: Provider, found: CallAnswer, voice: Voice) -> str:
    """How long ago it was confirmed, beside the name: `confirmed 12 days ago`, `confirmed 9 months ago: ask first`."""
    t, days = voice.t, _days_since_confirmed(provider, found)
    if days <= 0:
        told = t("confirmed today")
    elif days < WEEKS_ARE_MONTHS:
        told = t(plural(days, "confirmed yesterday", "confirmed {n} days ago"), n=days)
    else:
        told = t("confirmed {n} months ago", n=days // 30)
    return told if is_fresh(provider, found) else f"{told}: {t('ask first')}"


def is_fresh(provider: Provider, found: CallAnswer) -> bool:
    """Whether its confirmation still counts."""
    return _days_since_confirmed(provider, found) <= found.fresh_days


def _days_since_confirmed(provider: Provider, found: CallAnswer) -> int:
    confirmed_on: date = provider.row["assured_on"]
    return (found.on - confirmed_on).days


WEEKS_ARE_MONTHS = 60
"""From so many days on, an age is told in months [days]."""


def full_words(full: Full | None, voice: Voice) -> str:
    """Who said that there is no free place, beside a call or a cell that seems to say otherwise; empty: nobody did."""
    return "" if full is None else voice.t("Reported full on {day} by {name}.", day=voice.day(full.on), name=full.organization)


def nobody_words(found: CallAnswer, voice: Voice) -> str:
    """Whether it is known that nobody offers it here or around here, and since when; empty: somebody is known here."""
    own = voice.name(found.area["name"], found.area["name_local"])
    return " ".join(filter(None, [around_words(found.nobody_around, voice), _own_words(found, own, voice)]))


def around_words(check: dict[str, Any] | None, voice: Voice) -> str:
    """That there is nobody in an area around the one asked about, when that was confirmed and by whom; empty: it was not."""
    if check is None:
        return ""
    area, day = voice.name(check["area"], check["area_local"]), voice.day(check["confirmed_on"])
    if check["confirmed_by"]:
        return voice.t("All of {area}: no provider, confirmed {day} by {name}.", area=area, day=day, name=check["confirmed_by"])
    return voice.t("All of {area}: no provider, confirmed {day}.", area=area, day=day)


def unasked_words(area: str, voice: Voice) -> str:
    """What is added to the words about the area around it."""
    return voice.t("{area} itself: not asked yet.", area=area)


def _own_words(found: CallAnswer, own: str, voice: Voice) -> str:
    t = voice.t
    if found.is_nobody and found.nobody:  # the first sentence says so
        return t("Asked by {name}.", name=found.nobody["confirmed_by"]) if found.nobody["confirmed_by"] else ""
    if found.nobody:
        by = found.nobody["confirmed_by"]
        day = voice.day(found.nobody["confirmed_on"])
        told = t("Asked on {day}: no provider in this area.", day=day)
        return f"{told} ({by})" if by else told
    if any(p.place in SERVES_HERE for p in found.providers):
        return ""
    return unasked_words(own, voice) if found.nobody_around else t("Not asked yet. There may be a provider.")


def wanted_words(found: CallAnswer, voice: Voice) -> str:
    """What was asked for, in one line: service type, area, age, sex, language, urgency."""
    t, wanted = voice.t, found.wanted
    parts = [f"{found.service_type['code']} {voice.name(found.service_type['name'], found.service_type['name_local'])}"]
    parts.append(area_name(found, voice))
    if wanted.age:
        parts.append(t("age {age}", age=voice.label(AgeBand(wanted.age)).lower()))
    if wanted.sex:
        parts.append(sex_words(wanted.sex, voice) if wanted.sex is Sex.OTHER else voice.label(Sex(wanted.sex)).lower())
    if wanted.language:
        parts.append(voice.tongues(wanted.language))
    if wanted.is_urgent:
        parts.append(t("urgent"))
    return " · ".join(parts)


def contact_words(contacts: list[dict[str, Any]], voice: Voice) -> str:
    """How to reach an organization, in plain text: name, phone, e-mail; a sentence where nobody is known."""
    t = voice.t
    if not contacts:
        return t("No focal point is known.")
    first = contacts[0]
    told = ", ".join(filter(None, [first["name"], first["phone"], first["email"]]))
    return t("{told} (attended on {day})", told=told, day=voice.day(first["came_on"])) if first["came_on"] else told


def provider_words(provider: Provider, voice: Voice) -> list[str]:
    """The reasons of one organization, sentence by sentence."""
    return [reason_words(reason, voice) for reason in provider.reasons]
