"""Where somebody is found online: e-mail, accounts, links; and pictures and files pasted into a text."""

import re
from collections.abc import Iterator

from coalition.guard.kinds import Kind

_AT = r"(?:\s?@\s?|\s?[\[({]\s?at\s?[\])}]\s?)"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?|\sdot\s)"
_HOST = r"(?:[^\W_]|[ก-๙])[\wก-๙-]{0,62}"
_ENDS = (
    r"(?:com|net|org|info|biz|edu|gov|int|io|me|ly|gl|app|page|link|site|online|shop|live|tv|co|cc|be|gg|to|xyz"
    r"|th|mm|la|kh|vn|cn|my|sg|jp|kr|ru|uk|de|fr|eu)"
)
_NETWORK = (
    r"(?:line|ไลน์|ไลน|facebook|face\s?book|เฟซบุ๊?ก|เฟสบุ๊?ค|เฟซ|เฟส|fb|ig|instagram|ไอจี|whats\s?app|วอทส์?แอป\w{0,3}|telegram"
    r"|เทเลแกรม|we\s?chat|วีแชต|tik\s?tok|ติ๊กต็?อก|messenger|signal|viber|twitter|imo|snapchat|discord|zalo|kakao\s?talk|skype)"
)
_ID = r"(?:id|ไอดี|account|user\s?name|user|บัญชี|ชื่อ)"
_LABEL = r"[a-z0-9][a-z0-9-]{0,62}"
_STOP = r"\s?[\[(]?\.[\])]?\s?"
_PLAIN_WORDS = r"(?!(?:group|groups|the|chat|send|share|form|official|message|messages|page|post|posts|and|or|is|of|for|to)\b)"
_EXPRESSIONS = (
    (Kind.ATTACHMENT, r"\bdata:[\w.+-]{0,40}/?[\w.+-]{0,40}[;,]\S{0,500}"),
    (Kind.ATTACHMENT, r"(?<![A-Za-z0-9+/=_-])(?=[A-Za-z0-9+/=_-]{0,39}\d)[A-Za-z0-9+/=_-]{40,}"),
    (Kind.ATTACHMENT, r"(?<![\w.-])[\w.()-]{1,80}\.(?:jpe?g|png|heic|gif|bmp|webp|tiff?|mp4|mov|avi|3gp|m4a|mp3)\b"),
    (Kind.ATTACHMENT, r"<\s?(?:img|svg|video|iframe)\b"),
    (Kind.EMAIL, rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}{_HOST}(?:{_DOT}{_HOST}){{0,4}}{_DOT}[A-Za-z][\w-]{{1,62}}"),
    (Kind.EMAIL, rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:@|\s?[\[({{]at[\])}}]\s?){_HOST}"),
    (Kind.EMAIL, rf"(?<![\w.+-])[\w.+-]{{1,64}} at {_HOST}(?:(?: dot |\s?[\[(]dot[\])]\s?){_HOST}){{1,4}}"),
    (Kind.EMAIL, r"\bmailto:\S{1,80}"),
    (Kind.LINK, r"\b[a-z][a-z+]{1,9}\s?:\s?//\S{0,300}"),
    (Kind.LINK, r"\bwww\s?\.\s?\S{1,300}"),
    (Kind.LINK, rf"(?<![\w.@-]){_LABEL}(?:{_STOP}{_LABEL}){{0,4}}[\[(]?\.[\])]?{_ENDS}(?:/\S{{0,300}}|(?![\w.]))"),
    (Kind.LINK, r"(?<![\w.@-])[a-z0-9][a-z0-9-]{1,62}\.[a-z]{2,8}/[\w~@?=-]{2,300}"),
    (Kind.LINK, r"\btel:\s?\+?\d"),
    (Kind.HANDLE, r"(?<![\w.])@[A-Za-z0-9_ก-๙][\w.-]{1,60}"),
    (Kind.HANDLE, rf"{_NETWORK}[\s.]{{0,2}}{_ID}\s{{0,2}}(?:is|คือ|[:=])?\s{{0,2}}{_PLAIN_WORDS}@?[A-Za-z0-9_][\w.-]{{2,60}}"),
    (Kind.HANDLE, rf"{_ID}\s?{_NETWORK}\s{{0,2}}(?:is|คือ|[:=])?\s{{0,2}}{_PLAIN_WORDS}@?[A-Za-z0-9_][A-Za-z0-9_.-]{{2,60}}"),
    (Kind.HANDLE, rf"(?<![A-Za-z]){_NETWORK}\s{{0,2}}[:=]\s{{0,2}}{_PLAIN_WORDS}@?[\wก-๙][\wก-๙.-]{{1,60}}"),
    (Kind.HANDLE, rf"(?<![A-Za-z]){_NETWORK}\s(?:is|name|คือ|ชื่อ)\s?(?-i:[A-Z][\w.-]{{1,30}}|[ก-๙]{{2,30}})"),
    (Kind.HANDLE, rf"(?<![A-Za-z]){_NETWORK}\s{{1,2}}@?(?=[\w.-]{{0,30}}[\d_.][A-Za-z0-9_])[A-Za-z][A-Za-z0-9_.-]{{2,60}}"),
)  # fmt: skip
_COMPILED = [(kind, re.compile(expression, re.IGNORECASE)) for kind, expression in _EXPRESSIONS]


def spans(text: str) -> Iterator[tuple[Kind, int, int]]:
    """(kind, start, end) of addresses and accounts online, links, pictures and files in a folded text."""
    for kind, expression in _COMPILED:
        for found in expression.finditer(text):
            yield kind, found.start(), found.end()
