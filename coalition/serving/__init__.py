"""How the program of the pages reaches a browser: small, kept by its content, and nothing that is not shown."""
