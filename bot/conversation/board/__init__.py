"""The coordinator's side of the conversation: how a round stands, and what can be done about it."""
