"""What leaves a meeting on paper or as a file: facts and a language in, bytes out. Knows no session and no screen."""
