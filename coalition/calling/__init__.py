"""Find a service. The organizations that may help with one need, in the order in which to call them, with the reasons.

Pure: frames and dates in, dataclasses out. The rule stands in docs/glossary.md, Whom to call; `words.ORDER` is the same rule
in words, as the page shows it. Where an organization stands depends on what is known of itself alone: one candidate more
never changes the order of the others.
"""
