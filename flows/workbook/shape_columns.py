"""Columns that many sheets have."""

from flows.workbook.shape import Column, Holds

KEY = Column(field="key", cs="Klíč", en="Key", holds=Holds.KEY, also=("kód", "id"))
TREE = Column(field="@tree", cs="Strom", en="Tree", holds=Holds.TREE)
ITEM = Column(
    field="@item", cs="Položka", en="Item", holds=Holds.ITEM, required=True, also=("číslo položky", "číslo", "aktivita")
)
