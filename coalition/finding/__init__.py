"""Pure: titles in any script found by what somebody types. `words` makes text comparable, `index` keeps and ranks it."""
