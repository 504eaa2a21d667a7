"""Settings: `base` says what is the same everywhere; `dev`, `test` and `production` add a few lines each."""
