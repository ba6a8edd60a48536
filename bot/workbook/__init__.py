"""Workbooks as files: .xlsx bytes to sheets of cells and back."""
