"""A plan as a workbook: sheets of typed cells to the same data that TOML gives, and back."""
