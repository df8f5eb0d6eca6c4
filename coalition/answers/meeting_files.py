"""What goes into the files of a meeting: the facts of its brief, and the whole lists behind them. Told as to a room."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition.answers.brief import Brief, brief
from coalition.answers.paper_day import PaperDay
from coalition.answers.participation import ParticipationPicture, participation_picture
from coalition.frames import records
from coalition.queries.offered import offered_frame
from coalition.queries.participation import recent_meetings_frame
from coalition.queries.publishing import NOT_TOLD as NOT_TOLD  # the value of a filter that was not told
from coalition.settings import Settings


@dataclass(frozen=True)
class MeetingFiles:
    """Everything the files say.

    Attributes:
        brief: the picture, what changed, the actions; counts of cases as published.
        offered: frames.OFFERED: who offers what where.
        attendance: of the members, up to the day.
        ahead: rows of frames.MEETINGS after the day, the next one first.
    """

    brief: Brief
    offered: pd.DataFrame
    attendance: ParticipationPicture
    ahead: list[dict[str, Any]]


def meeting_files(session: Session, *, settings: Settings, day: PaperDay) -> MeetingFiles:
    """The files of a meeting.

    Args:
        session: reads.
        settings: scope and the numbers of the coalition.
        day: from `paper_day`.
    """
    ahead = recent_meetings_frame(session, on=date.max, since=day.on + timedelta(days=1))
    return MeetingFiles(
        brief=brief(session, settings=settings, day=day),
        offered=offered_frame(session, on=day.on, scope=settings.scope),
        attendance=participation_picture(session, settings=settings, on=day.on),
        ahead=records(ahead)[::-1],
    )
