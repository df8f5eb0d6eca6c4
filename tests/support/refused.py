"""The file of refused rows, as the page offers it under a plan."""

from coalition.imports.plan import Plan
from coalition.imports.resubmission import csv_of, refused_rows


def refused_csv(plan: Plan) -> bytes:
    return csv_of(refused_rows(plan), plan.header, plan.meeting_cell)
