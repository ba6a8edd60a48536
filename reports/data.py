"""The report's data as JSON, and the schema that describes it."""

import json

from pydantic import TypeAdapter

from flows.half_pairs import replaced
from reports.data_model import DATA_FORMAT_VERSION, ReportData
from reports.model import Report

SCHEMA_NAME = "report-data.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ADAPTER = TypeAdapter(ReportData)


def data_json(report: Report) -> str:
    """Write the data file. The same report gives the same text; numbers are integers or decimal text.

    Half of a letter, which no file can hold, is a sign of a lost one.
    """
    document = {"$schema": SCHEMA_NAME, **_ADAPTER.dump_python(report.data, mode="json")}
    return replaced(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)) + "\n"


def data_schema() -> str:
    """Write the JSON Schema of the data file, the same for every report of this format version."""
    schema = {"$schema": _DIALECT, **_ADAPTER.json_schema(mode="serialization")}
    schema["properties"]["$schema"] = {"type": "string"}
    schema["properties"]["format_version"] = {"const": DATA_FORMAT_VERSION, "type": "integer"}
    for described in (schema, *schema["$defs"].values()):
        described["additionalProperties"] = False
        described["required"] = sorted(described["properties"])
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
