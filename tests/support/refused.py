"""The file of refused rows, as the page offers it under a plan."""

from coalition.imports.dispatch import csv_of, refused_rows
from coalition.imports.plan import Plan


def refused_csv(plan: Plan) -> bytes:
    return csv_of(refused_rows(plan), plan.header, plan.carried)
