"""The chat and the clock. The only package that knows Telegram."""
