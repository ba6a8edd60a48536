"""The answer table: one .xlsx per actor, fillable without Telegram, read back with everything it says."""
