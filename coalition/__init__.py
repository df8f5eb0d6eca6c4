"""The library behind the dashboard, in import order: each module may use those above it (docs/architecture.md).

| module | the question it answers |
|---|---|
| vocabulary, settings | Which words and numbers does the coalition choose? |
| models, database | What is stored, and how is it opened, migrated, read and written? |
| frames, queries | What comes out of the database, column by column? |
| coverage, participation | What does that mean on this date? (pure) |
| answers | The coordinator's questions: read, analyse, return |
| edits | What a person corrects by hand, one verb each |
| imports | Files in, plans out; nothing is written before it is confirmed |
| charts | Frames in, figures out |
| access | Backup, restore, check |
| locale | Every visible word, in English and Thai |
| demo | A fictional coalition, brought in by the real importer |
| shell | The one module of the library that knows Streamlit |
"""

__version__ = "0.1.0"
