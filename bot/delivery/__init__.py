"""The outbox to the channel: in order per contact, within Telegram's limits, each row marked once it is out."""
