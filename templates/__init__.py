"""The words: messages, report templates, styles. Data only."""
