"""How ready a case is for a receiver, and the sheet it is handed over with: on the page of a case and where it is referred."""
