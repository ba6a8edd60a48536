"""Storms: the real bot is killed again and again, in all weathers, while people answer; then the books are checked."""
