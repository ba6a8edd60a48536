"""The report as a Word document, built on a reference document whose styles an office may change."""
