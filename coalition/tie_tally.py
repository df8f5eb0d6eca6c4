"""Which organizations had to do with one another in a quarter: the statements by which `summaries` keeps `tie_tally` right.

Two ties are told apart (docs/glossary.md, Connections): one sent the other a referral; both worked on the same shared case.
"""

COLUMNS = ("quarter", "one_id", "other_id", "referrals", "cases")
"""Of `tie_net`, the temporary table of what cases bring, and of `tie_tally`."""


def _quarter(day: str) -> str:
    """The quarter of a date as a whole number, 20264; ISO text on SQLite, a date on PostgreSQL."""
    year, month = (f"CAST(SUBSTR(CAST({day} AS VARCHAR(10)), {start}) AS INTEGER)" for start in ("1, 4", "6, 2"))
    return f"{year} * 10 + ({month} + 2) / 3"


def net(*, of_touched: bool) -> str:
    """A statement that adds to `tie_net` what shared cases bring, times `:sign`; of those in `touched_case`, or of all."""
    needs, cases = (f"JOIN touched_case t ON t.case_id = {of}" if of_touched else "" for of in ("n.case_id", "c.id"))
    return f"""
WITH met AS (
  SELECT n.case_id, r.referring_organization_id AS sender_id, r.referred_organization_id AS receiver_id, r.state,
    r.sent_on, r.accepted_on
  FROM case_need n {needs} CROSS JOIN referral r WHERE r.need_id = n.id),
worked AS (
  SELECT c.id AS case_id, c.holder_organization_id AS organization_id, c.opened_on AS day FROM shared_case c {cases}
  WHERE c.holder_organization_id IS NOT NULL
  UNION ALL SELECT case_id, receiver_id, COALESCE(accepted_on, sent_on) FROM met
  WHERE state IN ('accepted', 'in_progress', 'done') OR (state = 'closed_without_service' AND accepted_on IS NOT NULL)),
since AS (SELECT case_id, organization_id, MIN(day) AS day FROM worked GROUP BY case_id, organization_id),
tied AS (
  SELECT {_quarter("sent_on")} AS quarter, CASE WHEN sender_id < receiver_id THEN sender_id ELSE receiver_id END AS one_id,
    CASE WHEN sender_id < receiver_id THEN receiver_id ELSE sender_id END AS other_id, 1 AS referrals, 0 AS cases
  FROM met WHERE sender_id <> receiver_id AND state <> 'revoked'
  UNION ALL
  SELECT {_quarter("CASE WHEN x.day > y.day THEN x.day ELSE y.day END")}, x.organization_id, y.organization_id, 0, 1
  FROM since x JOIN since y ON y.case_id = x.case_id AND y.organization_id > x.organization_id)
INSERT INTO tie_net
SELECT quarter, one_id, other_id, :sign * SUM(referrals), :sign * SUM(cases) FROM tied GROUP BY quarter, one_id, other_id"""


COUNTED = """
SELECT quarter, one_id, other_id, SUM(referrals) AS referrals, SUM(cases) AS cases
FROM tie_net WHERE true GROUP BY 1, 2, 3 HAVING SUM(referrals) <> 0 OR SUM(cases) <> 0"""
APPLY = (
    f"""
INSERT INTO tie_tally (quarter, one_id, other_id, referrals, cases){COUNTED}
ON CONFLICT (quarter, one_id, other_id) DO UPDATE SET referrals = tie_tally.referrals + excluded.referrals,
  cases = tie_tally.cases + excluded.cases""",
    """
DELETE FROM tie_tally WHERE referrals = 0 AND cases = 0 AND (quarter, one_id, other_id) IN (
  SELECT quarter, one_id, other_id FROM tie_net)""",
)
