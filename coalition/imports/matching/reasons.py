"""Why a known name is given for a typed one, in plain words."""

SPELLED = "the same but for case and punctuation"
WRITTEN = "the same but for spelling and abbreviations"
CONFIRMED = "a spelling that was confirmed before"
BY_LIST = {
    "canonical": "the list that ships knows it as the same",
    "translation": "the list that ships knows it as a translation",
    "rename": "the list that ships knows it as an earlier or later name",
    "acronym": "the list that ships knows it as an acronym",
    "spelling": "the list that ships knows it as another spelling",
}
SEVERAL = "the list that ships knows it as the same as each of several"
BRACKETS = "the same but for what stands in brackets"
LEGAL = "the same but for words like Foundation or Office"
ORDER = "the same words in another order"
JOINED = "the same but for blanks between words"
ACRONYM = "one is the acronym of the other"
PLACE = "the same but for a place or country that only one of them names"
COMMON = "the same but for a common word"
SHORTENED = "the same but for shortened words"
PLURAL = "the same but for a plural"
KIND = "one has the first letters of the other before the same word"
PART = "one is a part of the other"
BEGINNING = "one is the beginning of the other"
HOLDS = "one has all words of the other"
ONE_LETTER = "one letter differs"
FEW_LETTERS = "a few letters differ"
THROUGH_LIST = "much like another name of it on the list that ships"
REASONS = (
    SPELLED, WRITTEN, CONFIRMED, *BY_LIST.values(), SEVERAL, BRACKETS, LEGAL, ORDER, JOINED, ACRONYM, PLACE, COMMON, SHORTENED,
    PLURAL, KIND, PART, BEGINNING, HOLDS, ONE_LETTER, FEW_LETTERS, THROUGH_LIST,
)  # fmt: skip
"""Every reason for which a known name is given."""
