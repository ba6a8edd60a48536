"""All answers of an item in a few lines, in any language: for whoever is told about them."""

from bot.conversation.question import askable
from bot.conversation.showing import section_of, show_section
from bot.conversation.state import TaskCard
from bot.words import Words
from flows.evaluation import Node


def summary_lines(card: TaskCard, words: Words) -> list[tuple[str, str]]:
    """Give every answered section with its value."""
    groups: dict[str, list[Node]] = {}
    for node in askable(card):
        groups.setdefault(section_of(card.interview.form, node.question, words.language), []).append(node)
    shown = ((name, show_section(card, nodes, words)) for name, nodes in groups.items())
    return [(name, value) for name, value in shown if value]


def summary(card: TaskCard, words: Words) -> str:
    """Write every answered section on a line of its own."""
    return "\n".join(f"{name}: {value}" for name, value in summary_lines(card, words))
