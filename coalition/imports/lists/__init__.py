"""Lists without a row of column names, as minutes have them: names under "Present:", with numbers or dashes before them."""
