"""The same record in Django with django-import-export: what `compare_import_export` measures."""
