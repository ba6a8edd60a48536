"""The workbook inside a chart: what opens when somebody changes its numbers in Word."""

from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter.workbook import Workbook

from reports.docx.chart import SHEET
from reports.model import Chart
from reports.native_chart import number_format

_LONGEST = 32_767
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def chart_workbook(chart: Chart, made_at: datetime) -> bytes:
    """Write the workbook: categories in the first column, a series in each other."""
    stream = BytesIO()
    with Workbook(stream, _OPTIONS) as workbook:
        workbook.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
        page = workbook.add_worksheet(SHEET)
        page.set_column(0, 0, 50)
        page.set_column(1, len(chart.series), 18)
        for at, category in enumerate(chart.categories, start=1):
            page.write_string(at, 0, category[:_LONGEST])
        for column, series in enumerate(chart.series, start=1):
            shape = workbook.add_format({"num_format": number_format(series)})
            page.write_string(0, column, series.name[:_LONGEST])
            for at, number in enumerate(series.numbers, start=1):
                page.write_number(at, column, float(number.value), shape)
    return stream.getvalue()
