"""The conformance table: every place where text can stand in a request or an answer, and what is done about it."""
