"""The same record in Django with django-import-export, tuned as its documentation advises; run by the Python that has both.

    python -m import_export_project FILE.csv DATABASE library|written

Meetings, organizations and people a file names are made in bulk before its rows; foreign keys are looked up in a cache; bulk
mode, unchanged rows skipped, no diff made for showing. What is stored of a row is looked up by the loader of the library, row
by row, or by one written for this file, in one query: more than its documentation offers for a key of two columns.
"""

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

import django
import tablib
from django.conf import settings

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
settings.configure(
    INSTALLED_APPS=["import_export", "import_export_project"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": sys.argv[2],
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": _PRAGMAS},
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
)
django.setup()

from django.db import connection  # noqa: E402  what follows needs the settings
from import_export import fields, instance_loaders, resources, widgets  # noqa: E402

from import_export_project.models import Attendance, Meeting, Organization, Person  # noqa: E402


class MeetingWidget(widgets.CachedForeignKeyWidget):
    def get_lookup_kwargs(self, value, row, **kwargs):
        return {"held_on": date.fromisoformat(value), "title": row["Meeting"]}  # an impossible date refuses the row


class OrganizationWidget(widgets.CachedForeignKeyWidget):
    def get_lookup_kwargs(self, value, row, **kwargs):
        return {"name_key": row["organization_key"]}


class PersonWidget(widgets.CachedForeignKeyWidget):
    def get_lookup_kwargs(self, value, row, **kwargs):
        return {"name": value, "organization_id": row["organization_id"]}


class StoredRows(instance_loaders.BaseInstanceLoader):
    """The stored attendances of the meetings of the file, from one query: the library's cached loader knows one key column."""

    def __init__(self, resource, dataset=None):
        super().__init__(resource, dataset)
        days = {day for text in dataset["Meeting date"] if (day := _day(text))}
        stored = Attendance.objects.filter(meeting__held_on__in=days).select_related()
        self.stored = {(row.meeting_id, row.person_id): row for row in stored}

    def get_instance(self, row):
        if not self.stored:
            return None
        meeting, person = (self.resource.fields[name].clean(row) for name in ("meeting", "person"))
        return self.stored.get((meeting.pk, person.pk))


class RowByRow(instance_loaders.ModelInstanceLoader):
    """The loader of the library; a row it cannot look up is refused by its fields, and does not keep the whole file out."""

    def get_instance(self, row):
        try:
            return super().get_instance(row)
        except ValueError:
            return None


class AttendanceResource(resources.ModelResource):
    meeting = fields.Field("meeting", "Meeting date", MeetingWidget(Meeting, "held_on"))
    person = fields.Field("person", "Name", PersonWidget(Person, "name"))
    organization = fields.Field("organization", "Organization", OrganizationWidget(Organization, "name_key"))
    state = fields.Field("state", "Status", widgets.CharWidget())
    name_as_written = fields.Field("name_as_written", "Name", widgets.CharWidget())
    organization_as_written = fields.Field("organization_as_written", "Organization", widgets.CharWidget())

    class Meta:
        model = Attendance
        fields = ("meeting", "person", "organization", "state", "name_as_written", "organization_as_written")
        import_id_fields = ("meeting", "person")
        instance_loader_class = RowByRow if sys.argv[3] == "library" else StoredRows
        use_bulk = True
        batch_size = 1_000
        skip_unchanged = True
        report_skipped = False
        skip_html_diff = True  # not skip_diff: what is unchanged could not be told then
        use_transactions = True

    def before_import(self, dataset, **kwargs):
        """Make what the file names and nobody knows, each kind with one query and one insert."""
        rows = [row for row in dataset.dict if _day(row["Meeting date"])]
        known = set(Organization.objects.values_list("name_key", flat=True))
        named = {_key(row["Organization"]): row["Organization"] for row in rows}
        Organization.objects.bulk_create([Organization(name=n, name_key=k) for k, n in named.items() if k not in known], 1_000)
        self.ids = dict(Organization.objects.values_list("name_key", "id"))
        met = set(Meeting.objects.values_list("held_on", "title"))
        meetings = {(_day(row["Meeting date"]), row["Meeting"]) for row in rows} - met
        Meeting.objects.bulk_create([Meeting(held_on=day, title=title) for day, title in sorted(meetings)], 1_000)
        people = {(row["Name"], self.ids[_key(row["Organization"])]) for row in rows}
        people -= set(Person.objects.values_list("name", "organization_id"))
        Person.objects.bulk_create([Person(name=n, organization_id=o) for n, o in sorted(people)], 1_000)

    def before_import_row(self, row, **kwargs):
        row["organization_key"] = key = _key(row["Organization"])
        row["organization_id"] = self.ids.get(key)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _import(data: bytes, *, preview: bool) -> dict[str, int]:
    """As the admin does it: the file is read for the preview and read again when it is confirmed."""
    dataset = tablib.Dataset().load(data.decode("utf-8-sig"), "csv")
    result = AttendanceResource().import_data(dataset, dry_run=preview, raise_errors=False)
    assert not result.base_errors, result.base_errors[0].error
    return {**result.totals, "refused rows": len(result.invalid_rows) + len(result.error_rows)}


def main() -> None:
    data = Path(sys.argv[1]).read_bytes()
    with connection.schema_editor() as editor:
        for model in (Meeting, Organization, Person, Attendance):
            editor.create_model(model)
    found: dict[str, float] = {}
    for name, preview in (("preview", True), ("confirm", False), ("preview again", True)):
        start = time.process_time()
        told = _import(data, preview=preview)
        found[name] = time.process_time() - start
        print(name, told)
    found["stored"] = Attendance.objects.count()
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


main()
