"""Meetings, organizations, people and who was there, as the dashboard keeps them."""

from django.db import models


class Meeting(models.Model):
    held_on = models.DateField(db_index=True)
    title = models.TextField()


class Organization(models.Model):
    name = models.TextField()
    name_key = models.TextField(unique=True)


class Person(models.Model):
    name = models.TextField(db_index=True)
    organization = models.ForeignKey(Organization, models.PROTECT)


class Attendance(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT)
    organization = models.ForeignKey(Organization, models.PROTECT)
    state = models.TextField()
    name_as_written = models.TextField()
    organization_as_written = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="uq_meeting_person")]
