"""A plan that says something in every field that a plan can have."""

from bot.forms import known_forms
from flows.plan import Plan
from flows.plan_reading import read_plan

RICH = """
key = "kraj"
title = "Kraj"
owner = "kraj"
language = "en"
time_zone = "Europe/Vienna"
counts = "approved"
retention_days = 730
kinds = ["obec; město", "úřad"]
document = { title = "Strategie", genitive = "Strategie" }
contact = { name = "Eva Sojková", telephone = "000 000 000", email = "eva@example.org", position = "manažerka prevence" }
privacy = { cs = "Ukládáme jméno.", en = "We keep the name." }
period = { from_on = 2024-01-01, to_on = 2027-12-31, label = "2024–2027" }
sending = { from_at = 07:30:00, to_at = 16:00:00, weekends = true, holidays = true, country = "SK" }
statuses = { fulfilled = "Hotovo" }
wordings = { fulfilled = ["máme; hotovo"], ongoing = ["běží", "trvá"] }
abbreviations = { "NNO" = "nestátní nezisková organizace", "DDM" = "dům dětí a mládeže" }
sources = { town = ["rozpočet; město"] }
trees = [
  { key = "cile", title = "Cíle", levels = ["cíl", { nominative = "krok", genitive = "kroku", accusative = "krok", few = "kroky", many = "kroků", gender = "m" }] },
  { key = "vystupy", title = "Výstupy", levels = ["výstup"] },
  { key = "temata", title = "Témata", levels = ["téma"] },
]
items = [
  { key = "c1", tree = "cile", number = "1", level = 1, title = "První" },
  { key = "c2", tree = "cile", number = "2", level = 1, title = "Druhý" },
  { key = "k1", tree = "cile", number = "2.1", level = 2, parent = "c1", title = "Krok", details = { "Termín" = "jaro 2026", "Doložení" = "zápis; fotografie" }, last = { label = "2023", values = { degree = "fulfilled", description = "Proběhlo." } }, body = "Kroky:\\n- jeden\\n  - vnořený\\n- druhý", lead = "vsichni", contributors = ["a", "b"] },
  { key = "v1", tree = "vystupy", number = "1", level = 1, title = "Výstup", lead = "a", indicators = [{ key = "pocet", title = "Počet výstupů", unit = "ks", baseline = "0; žádný", target = "10" }] },
  { key = "t1", tree = "temata", level = 1, title = "Bez čísla" },
  { key = "t2", tree = "temata", level = 1, title = "Také bez čísla" },
]
actors = [
  { key = "a", name = "Stejný název", kind = "úřad", head = "b", telephone = "600 000 000", email = "a@example.org" },
  { key = "b", name = "Stejný název", deputy = "c" },
  { key = "c", name = "Třetí" },
  { key = "vsichni", name = "Všichni", members = ["a", "b"], answers = "each" },
]
[[registers]]
key = "project"
title = "Projekty"
entries = [{ key = "p1", label = "Kamery", values = { rok = "2026" } }, { key = "p2", label = "Klub", values = { partner = "Klub" } }]

[[registers]]
key = "empty"
title = "Prázdný"

[[rounds]]
key = "h1"
title = "První"
period = "2026-H1"
opens_at = 2026-07-01T08:30:00
deadline_on = 2026-07-31
asks = [
  { key = "x", form = "annual_evaluation", tree = "cile", level = 2, filter = ["2.1"], role = "contributor" },
  { key = "y", form = "annual_evaluation", subject = "plan", role = "coordinator", after = "x" },
]
ladder = [
  { key = "s1", act = "remind", when = "-14d", to = "not_started", text = { cs = "Prosíme." } },
  { key = "s2", act = "head", anchor = "opening", days = 3, working_days = true, at = 14:15:00 },
]
remind = false
take_over = false
grace_days = 5

[[rounds]]
key = "h2"
title = "Druhý"
period = "2026-H2"
opens_at = 2027-01-04
deadline_on = 2027-01-31
last = "h1"
print_unfinished = true
asks = [{ key = "x", form = "annual_evaluation", tree = "vystupy" }]

[[reports]]
key = "z"
template = "annual_evaluation"
title = "Zpráva"
formats = ["pdf", "csv"]
rounds = ["h1", "h2"]
introduction = "Úvod.\\n\\nDruhý odstavec."
title_page = { "Předkládá" = "kraj", "Autor" = "Eva" }
comments = { k1 = "Komentář ke kroku.", v1 = "Komentář k výstupu." }
closing = "Závěr."
colours = ["#1b4f8a", "#5a2a00"]
logo = { file = "znak.png", alt = "Znak kraje" }
publicity = { file = "eu.png", alt = "Vlajka EU" }
publicity_text = "Spolufinancováno."
word_reference = { file = "vzor.docx" }

[texts.cs]
opening = "Dobrý den"
"""  # noqa: E501 - one item a line


def rich() -> Plan:
    plan = read_plan(RICH, forms=known_forms())
    assert isinstance(plan, Plan), plan
    return plan
