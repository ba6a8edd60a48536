"""Rehearsal without Telegram: a local Bot API server, simulated people and transcripts of their chats."""
