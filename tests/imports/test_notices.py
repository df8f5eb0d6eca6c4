"""What was read all the same and is worth a look."""

from coalition.imports.issues import Notice, issue, notices_of


def test_alike_notices_are_one_with_all_their_rows_each_once() -> None:
    told = [issue("unclear_mark", line, value="?", date="2026-05-14") for line in (7, 3, 3)]
    (found,) = notices_of([*told, issue("total", 9)])
    assert found == Notice(told[0].why, told[0].suggestion, (3, 7))


def test_what_is_no_longer_there_is_shown_as_ticks_and_not_told_twice() -> None:
    assert notices_of([issue("no_longer_there", name="Ann Lee")]) == []
