"""Sending a need to another member: which step may follow which, whether a case may be shared, what is still missing. Pure.

| module | question |
|---|---|
| steps | which step may follow which, with which reasons, and when is an answer due? |
| consent | may this case be shared with that organization, and what is left out? |
| times | how long do answers take, those that still wait counted? |
| readiness | how many of the facts that a receiver needs are known? |

Words: docs/glossary.md, Referrals, Consent, Readiness.
"""
