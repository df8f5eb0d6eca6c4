"""Checklists, their versions, and what was settled before a case breaks."""

from coalition.schema import COUNT, DATE, TEXT, Column, Schema

_LIST = {
    "id": Column("int64", "row of the table `checklist`: one version of one list"),
    "code": Column(TEXT, "code of the checklist, C1 ... C10, or an own one"),
    "version": Column("int64", "1 is first"),
    "title": Column(TEXT, "English title"),
    "title_local": Column(TEXT, "local title; missing: not told"),
    "source": Column(TEXT, "law or list it comes from"),
    "valid_from_on": Column(DATE, "first day of this version; missing: always"),
    "organization_id": Column(COUNT, "whose list it is; missing: of whoever receives"),
    "organization": Column(TEXT, "its name; missing: of whoever receives"),
    "exploitation": Column(TEXT, "value of vocabulary.Exploitation; missing: for every type"),
    "kinds": Column(TEXT, "codes of the kinds of help it is asked for, separated by ;; missing: for none"),
}
CHECKLIST_VERSIONS = Schema("checklist_versions", **_LIST, items=Column("int64", "zero: retired", "items"))
CHECKLIST_ITEMS = Schema(
    "checklist_items",
    **_LIST,
    item_id=Column("int64", "row of the table `checklist_item`"),
    key=Column(TEXT, "the same question in all versions and lists"),
    position=Column("int64", "1 is first"),
    question=Column(TEXT, "the fact to supply, in English"),
    question_local=Column(TEXT, "in the local language; missing: not told"),
    is_required=Column("bool", "must be known"),
    ages=Column(TEXT, "value of vocabulary.ItemAges: about whom it is asked"),
)
PROTOCOL_ANSWERS = Schema(
    "protocol_answers",
    id=Column("int64", "row of the table `protocol_answer`"),
    key=Column(TEXT, "of the question, an item of list C10"),
    area=Column(TEXT, "P-code; missing: everywhere"),
    area_name=Column(TEXT, "English name; missing: everywhere"),
    area_name_local=Column(TEXT, "local name; missing: not told"),
    answer=Column(TEXT, "in one line; missing: the question was opened again"),
    organization_id=Column(COUNT, "whom to call; missing: not told"),
    organization=Column(TEXT, "its name; missing: not told"),
    meeting_id=Column(COUNT, "where it was agreed; missing: not in a stored meeting"),
    held_on=Column(DATE, "the day of that meeting; missing: not in a stored meeting"),
    settled_on=Column(DATE, "the day"),
)
