"""From the channel into the database: poll, decode, fold a batch, commit; only then confirm."""
