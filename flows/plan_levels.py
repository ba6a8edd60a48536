"""The name of an item's level with its forms: the plan's own, or built-in ones."""

from flows.plan import Item, LevelForms, Plan
from flows.plan_walk import tree_of
from flows.wording.levels import Gender, LevelName, level_name

GENERAL_LEVEL = "položka"


def level_forms(plan: Plan, item: Item | None, language: str) -> LevelName:
    """Give a level's name in a language; a plan's own forms serve every language, without an item a general word."""
    if item is None:
        return level_name(GENERAL_LEVEL, language)
    level = tree_of(plan, item.tree).levels[item.level - 1]
    if not isinstance(level, LevelForms):
        return level_name(level, language)
    return LevelName(
        nominative=level.nominative,
        genitive=level.genitive,
        accusative=level.accusative,
        few=level.few,
        many=level.many,
        gender=Gender(level.gender),
    )
