"""Input + state -> messages as values. Knows neither Telegram nor the database."""
