"""`referrals` as a table and JSON."""

import json
from datetime import date, datetime

from sqlalchemy import Engine

from coalition.answers.referrals import ReferralBoard, Standing, board_json, due_words, referral_board
from coalition.cli.common import Trouble, say, table
from coalition.database import reading
from coalition.frames import records
from coalition.imports.matching.keys import organization_key
from coalition.queries.directory import organizations_frame
from coalition.vocabulary import ReferralState, Urgency, label

STANDING_NAMES = {
    Standing.OVERDUE_HERE: "overdue, to answer",
    Standing.OVERDUE: "overdue",
    Standing.TO_ANSWER: "to answer",
    Standing.WAITING: "waiting",
    Standing.NO_FEEDBACK: "no feedback",
    Standing.UNDER_WAY: "under way",
    Standing.ENDED: "ended",
}
"""What the first column says."""


def print_referrals(engine: Engine, *, now: datetime, on: date, organization: str | None, as_json: bool) -> None:
    """The referrals of the coalition, or of one member: JSON, or a table of what runs and what ended lately.

    Raises:
        Trouble: no member has this name.
    """
    with reading(engine) as session:
        number = None
        if organization is not None:
            wanted = organization_key(organization)
            rows = records(organizations_frame(session, on=on))
            number = next((row["id"] for row in rows if organization_key(row["name"]) == wanted), None)
            if number is None:
                raise Trouble(f"No organization is called '{organization}'. `python -m coalition match` finds similar names.")
        board = referral_board(session, now=now, on=on, organization_id=number)
    if as_json:
        print(json.dumps(board_json(board), ensure_ascii=False))
    else:
        _print_board(board, organization)


def _print_board(board: ReferralBoard, organization: str | None) -> None:
    silent = board.counts[Standing.NO_FEEDBACK]
    if organization is None:
        told = f"{board.on_others} awaiting an answer, {board.overdue} of them overdue"
    else:
        late = board.counts[Standing.OVERDUE_HERE]
        told = f"{board.to_answer} to answer, {late} of them overdue; {board.on_others} waiting for others"
    say(f"Referrals of {organization or 'the coalition'}: {told}; {silent} without feedback")
    order = list(STANDING_NAMES)
    rows = sorted(board.rows, key=lambda row: order.index(Standing(row["standing"])))
    told_rows = []
    for row in [*rows, *board.ended]:
        ways = f"{row['referring'] or '?'} -> {row['referred']}"
        state = label(ReferralState(row["state"]))
        wanted = label(Urgency(row["urgency"]))
        time = due_words(row, board.now, _tell, date.isoformat)
        where = f"{row['code']} {row['pcode']}"
        told_rows.append([STANDING_NAMES[Standing(row["standing"])], row["case_code"], where, ways, wanted, state, time])
    if told_rows:
        say(table(["standing", "case", "what", "who", "answer wanted", "state", "time"], told_rows))


def _tell(text: str, **values: object) -> str:
    return text.format(**values)
