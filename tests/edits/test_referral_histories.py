"""Whatever people do to referrals: no illegal state, times go on, the summaries stay right, and all can be taken back."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from coalition.database import open_engine, reading
from coalition.edits import referrals
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.referring.steps import NEXT, REASONS
from coalition.summaries import faults
from coalition.vocabulary import ReferralReason, ReferralState
from tests.builders import stored
from tests.support.examples import examples
from tests.support.referrals import CLINIC, HOLDER, HOUSE, T0, TODAY, coalition_with_a_case, sent

Move = tuple[str, int, ReferralState, ReferralReason | None, int]

MOVES = st.lists(
    st.tuples(
        st.sampled_from(["send", "follow", "follow", "move", "note", "undo"]),
        st.integers(0, 5),
        st.sampled_from(list(ReferralState)),
        st.none() | st.sampled_from(list(ReferralReason)),
        st.integers(-3, 2_000),  # minutes after the step before; below zero: the clock was set back
    ),
    max_size=14,
)
"""(what is done, which referral or edit, to which state, the reason told, minutes since). To follow is to take a legal step."""

TO_THE_END = (ReferralState.ACKNOWLEDGED, ReferralState.ACCEPTED, ReferralState.IN_PROGRESS, ReferralState.DONE)


def check(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """What holds after every edit, read from the tables alone; what they hold."""
    tables = stored(engine)
    lines: dict[int, list[dict[str, Any]]] = {}
    for step in tables.get("referral_step", []):
        lines.setdefault(step["referral_id"], []).append(step)
    for row in tables.get("referral", []):
        line = lines[row["id"]]
        assert [step["at"] for step in line] == sorted(step["at"] for step in line)
        assert [step["happened_on"] for step in line] == sorted(step["happened_on"] for step in line)
        states = [ReferralState(step["state"]) for step in line if step["state"] is not None]
        assert states[0] is ReferralState.SENT
        assert all(after in NEXT[before] for before, after in pairwise(states))
        assert row["state"] == states[-1]
        first = {ReferralState(step["state"]): step for step in line if step["state"] is not None}
        for name, state in (("acknowledged", ReferralState.ACKNOWLEDGED), ("accepted", ReferralState.ACCEPTED)):
            taken = first.get(state)
            assert row[f"{name}_on"] == (taken["happened_on"] if taken else None)
            waited = int((taken["at"] - row["sent_at"]).total_seconds() // 60) if taken else None
            assert row[f"{name}_minutes"] == waited
        is_over = not NEXT[states[-1]]
        assert (row["closed_on"] is not None) == is_over
        assert (row["reason"] is not None) == (states[-1] in REASONS)
        assert row["reason"] is None or row["reason"] in REASONS[states[-1]]
    running = [
        (r["need_id"], r["referred_organization_id"]) for r in tables.get("referral", []) if NEXT[ReferralState(r["state"])]
    ]
    assert len(running) == len(set(running)), "the same need runs twice to the same member"
    with reading(engine) as session:
        assert faults(session) == []
    return tables


def play(engine: Engine, moves: list[Move]) -> tuple[list[list[ReferralState]], bool]:
    """Do them one after the other, refused ones left out; then take all back, the newest first.

    Returns:
        The states of all referrals after each move, and whether nothing was left at the end.
    """
    seen: list[list[ReferralState]] = []
    before, clock, taking_back = stored(engine), T0, timedelta(days=400)
    picture = before
    done: list[Any] = []
    used: set[Any] = set()
    for what, which, to, reason, minutes in moves:
        clock += timedelta(minutes=minutes)
        numbers = [row["id"] for row in picture.get("referral", [])]
        if what == "undo" and done:
            taking_back += timedelta(minutes=1)
            edit = done[which % len(done)]
            try:
                undo_edit(engine, edit, at=T0 + taking_back)
                done.remove(edit)
            except EditRefused:
                assert stored(engine) == picture
        elif verb := _verb(engine, what, which, numbers, to, reason, TODAY + (clock - T0) // timedelta(days=1) * timedelta(1)):
            while clock in used:  # the instant names the edit
                clock += timedelta(seconds=1)
            used.add(clock)
            try:
                verb(clock)
                done.append(clock)
            except EditRefused:
                assert stored(engine) == picture
        picture = check(engine)
        seen.append([ReferralState(row["state"]) for row in picture.get("referral", [])])
    for edit in reversed(done):
        taking_back += timedelta(minutes=1)
        undo_edit(engine, edit, at=T0 + taking_back)
    return seen, stored(engine) == before


def legal_step(
    engine: Engine, number: int, to: ReferralState, reason: ReferralReason | None
) -> tuple[ReferralState, ReferralReason | None]:
    """The drawn step, turned into one that may follow where there is one: of ten drawn blindly hardly one is taken."""
    now = next(ReferralState(row["state"]) for row in stored(engine)["referral"] if row["id"] == number)
    if legal := NEXT[now]:
        to = to if to in legal else legal[list(ReferralState).index(to) % len(legal)]
        told = sorted(REASONS.get(to, ()))
        reason = told[0] if told and reason not in told else reason if told else None
    return to, reason


def _verb(
    engine: Engine, what: str, which: int, numbers: list[int], to: ReferralState, reason: ReferralReason | None, day: Any
) -> Callable[[Any], Any] | None:
    if what == "send":
        told = {"need_id": which % 2 + 1, "referred_organization_id": [HOLDER, HOUSE, CLINIC][which % 3], "today": day}
        return lambda at: sent(engine, at=at, **told)
    if not numbers:
        return None
    number = numbers[which % len(numbers)]
    if what == "follow":
        to, reason = legal_step(engine, number, to, reason)
    if what == "note":
        return lambda at: referrals.note_referral(engine, number, note="We call at noon.", today=day, at=at)
    return lambda at: referrals.move_referral(engine, number, to, reason=reason, today=day, at=at)


def test_no_history_leads_to_an_illegal_state_and_taking_all_back_leaves_nothing(migrated_file: Path, tmp_path: Path) -> None:
    numbers, reached = count(), set[ReferralState]()

    @settings(max_examples=examples(40), phases=(Phase.explicit, Phase.reuse, Phase.generate))
    @given(moves=MOVES)
    @example(moves=[("send", 1, ReferralState.SENT, None, 0), *(("follow", 0, state, None, 9) for state in TO_THE_END)])
    def property_(moves: list[Move]) -> None:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copyfile(migrated_file, path)
        engine = open_engine(f"sqlite:///{path.as_posix()}")
        coalition_with_a_case(engine)
        seen, nothing_left = play(engine, moves)
        reached.update(state for states in seen for state in states)
        engine.dispose()
        path.unlink()
        assert nothing_left

    property_()
    assert reached >= {ReferralState.SENT, *TO_THE_END}, "the moves are not made"


def test_the_same_holds_on_postgresql(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    coalition_with_a_case(engine)
    state, reason = ReferralState, ReferralReason
    seen, nothing_left = play(
        engine,
        [
            ("send", 1, state.SENT, None, 1),
            ("send", 2, state.SENT, None, 1),
            ("move", 0, state.ACCEPTED, None, 90),
            ("note", 0, state.SENT, None, 5),
            ("move", 1, state.DECLINED, reason.NO_CAPACITY, 2_000),
            ("undo", 2, state.SENT, None, 0),
            ("move", 0, state.DONE, None, 10),
            ("move", 0, state.REVOKED, reason.MISTAKE, 1),
            ("send", 2, state.SENT, None, 1),
        ],
    )
    assert seen[2] == [state.ACCEPTED, state.SENT]
    assert seen[4] == [state.ACCEPTED, state.DECLINED]
    assert seen[5] == [state.SENT, state.DECLINED], "the acceptance was taken back"
    assert seen[7] == seen[6] == [state.DONE, state.DECLINED], "what is done is not revoked"
    assert seen[8] == [state.DONE, state.DECLINED, state.SENT]
    assert nothing_left
