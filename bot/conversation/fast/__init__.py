"""Many short answers in one message that is edited in place: first all levels, then texts where they are needed."""
