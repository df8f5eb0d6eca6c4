"""Labels made of the words of counting alone: "Count of present", "Number of participants", จำนวนผู้เข้าร่วม.

The words are data: a label that is missed is added as its words, not as another pattern. One word that is not among
them makes the text a name again: "Sum of Us", "Total Access".
"""

import re
from functools import lru_cache


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TELLS = _listed(
    "total totals subtotal subtotals count counts tally headcount turnout quorum average avg percent percentage % "
    "gesamt insgesamt gesamtzahl summe anzahl totaal aantal totale suma razem liczba jumlah tổng 合計 합계 จำนวน ยอดรวม "
    "ผลรวม รวม เฉลี่ย ค่าเฉลี่ย ร้อยละ คิดเป็น เปอร์เซ็นต์ องค์ประชุม"
)
"""Words that say by themselves that something is counted."""
_TELLS_WITH = _listed(
    "number numbers grand overall mean median rate ratio share número numero nº n° số lượng taux อัตรา ทั้งหมด ทั้งสิ้น"
)
"""Words that say it beside one that is counted."""
_COUNTED = _listed(
    "present absent excused late attended attending attendance attendances attendee attendees participant "
    "participants participation people person persons pax member members organization organizations organisation "
    "organisations org orgs agency agencies ngos guest guests visitor visitors observers men women male males "
    "female females adults children youth registered invited expected came absences absentees apologies heads "
    "delegates representatives signatures online onsite sessions meetings presence presentes ausentes participantes "
    "asistentes asistencia personas asistieron présents présent absents excusés personnes présence anwesend "
    "anwesende anwesenden abwesend teilnehmer teilnehmende teilnehmenden personen aanwezig aanwezigen deelnemers "
    "presenti partecipanti obecnych uczestników osób hadir peserta orang người tham dự gia ผู้เข้าร่วมประชุม "
    "ผู้เข้าร่วม ผู้เข้าประชุม ผู้มาประชุม ผู้มา ผู้ไม่มา ผู้ขาด ผู้ลา คน ท่าน ราย สมาชิก หน่วยงาน องค์กร กรรมการ "
    "ชาย หญิง แขก มา ไม่มา ขาด ลา เข้าร่วม"
)
_BETWEEN = _listed(
    "of the in all for per and who at this that meeting day days session by were was is are to with on each every "
    "date month year today here there voting reached met not de des los las la le les el der die das du do da di "
    "van yang ผู้ ที่ การ ประชุม กิจกรรม ใน ของ ครั้ง นี้ วัน เป็น ได้ เข้า ร่วม และ ต่อ ครบ ไม่ครบ ไม่ ยอด จังหวัด"
)
_OF = re.compile(r"(?:\b(?:sums?|nos?|nr|num|numbers?)\b\.?|#)\s*(?:of\b|(?=present\b|absent\b|attend))|\bhow many\b")
"""A number of something: "No. of people", "sum of present". Alone these words are names: Sum Many, No."""
TELLING: dict[str, object] = {"words": _TELLS | _TELLS_WITH, "of": _OF}
"""The rules without one of which nothing is counted."""
_LONGEST = 80  # characters
_WORD = re.compile(r"[^\W\d_]+|[%#]|n[º°]")
_THAI_RUN = re.compile(r"[ก-๛]+")
_THAI_WORD = re.compile(
    "|".join(sorted((w for w in _TELLS | _TELLS_WITH | _COUNTED | _BETWEEN if _THAI_RUN.match(w)), key=len, reverse=True))
)
_SIGNS = re.compile(r"[\w\u0e31-\u0e4e%#º°\s:：=().,/&+\-–—?*]*")


@lru_cache(maxsize=8192)
def counts_alone(text: str) -> bool:
    """Whether a text is made of words of counting, and says that something is counted: "Total attendees", "No. of people"."""
    said = _words(text)
    return bool(said & _TELLS) or (bool(said & _TELLS_WITH) and bool(said & _COUNTED))


@lru_cache(maxsize=8192)
def may_count(text: str) -> bool:
    """Whether a text is made of words of counting: "Present", "Members there". Numbers beside it are how many."""
    return bool(_words(text) & (_TELLS | _TELLS_WITH | _COUNTED))


def _words(text: str) -> frozenset[str]:
    """The words of a text, Thai ones parted; none where one of them is no word of counting."""
    if len(text) > _LONGEST or not _SIGNS.fullmatch(text):
        return frozenset()
    low = _OF.sub(" total ", text.lower())
    found = set(_WORD.findall(_THAI_RUN.sub(" ", low)))
    for run in _THAI_RUN.findall(low):
        found.update(_thai_words(run))
    return frozenset(found) if found <= _TELLS | _TELLS_WITH | _COUNTED | _BETWEEN else frozenset()


def _thai_words(run: str) -> list[str]:
    """Words of counting of Thai letters without blanks, longest first; the rest, if they are not all, as one word."""
    found, at = [], 0
    while at < len(run) and (word := _THAI_WORD.match(run, at)):
        found.append(word[0])
        at = word.end()
    return [*found, run[at:]] if at < len(run) else found
