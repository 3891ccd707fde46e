"""Things → facts: observations from sentences and tables, claims over papers."""
