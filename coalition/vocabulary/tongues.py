"""Languages that people speak: the codes that lists write, and their English names. Any other is kept as somebody wrote it."""

import re

TONGUES = {
    "th": "Thai", "en": "English", "my": "Burmese", "lo": "Lao", "km": "Khmer", "vi": "Vietnamese", "zh": "Chinese",
    "shn": "Shan", "kar": "Karen", "ksw": "Karen", "lhu": "Lahu", "ahk": "Akha", "hmn": "Hmong", "lis": "Lisu",
    "ms": "Malay", "id": "Indonesian", "tl": "Filipino", "fil": "Filipino", "hi": "Hindi", "bn": "Bengali",
    "ne": "Nepali", "ur": "Urdu", "fr": "French", "de": "German", "ja": "Japanese", "ko": "Korean", "ar": "Arabic",
    "rhg": "Rohingya", "nod": "Northern Thai", "sw": "Swahili", "am": "Amharic", "es": "Spanish", "pt": "Portuguese",
    "ru": "Russian", "so": "Somali", "om": "Oromo", "ti": "Tigrinya", "rw": "Kinyarwanda", "lg": "Luganda", "ha": "Hausa",
    "yo": "Yoruba", "ig": "Igbo", "fa": "Persian", "ps": "Pashto", "ta": "Tamil", "si": "Sinhala", "mnw": "Mon",
}  # fmt: skip
"""Code of a language as lists write it (ISO 639-1, else 639-3) -> its English name."""

_CODES = {name.lower(): code for code, name in reversed(TONGUES.items())}
_SAME = {code: _CODES[name.lower()] for code, name in TONGUES.items()}  # fil is tl: one name, one language to ask for
_APART = re.compile(r"[;,/]")


def tongue_codes(text: str | None) -> list[str]:
    """`th; Burmese` as ["th", "my"]: each language once, by its code; one that has none here as written, in lower case."""
    parts = [part.strip().lower() for part in _APART.split(text or "")]
    return list(dict.fromkeys(_CODES.get(part) or _SAME.get(part, part) for part in parts if part))
