"""Grammar of XPath 1.0 as ODK uses it: elementpath's parser with our closed table of functions."""

from typing import ClassVar

from elementpath import XPath1Parser
from elementpath.tdop import Parser
from elementpath.xpath_tokens import XPathFunction, XPathToken

from flows.xpath_functions import FUNCTIONS, INTERNAL, SPECIAL

_KIND_TESTS = {"node", "text", "comment", "processing-instruction"}


class XFormParser(XPath1Parser):
    """Reads an expression into elementpath's tokens; their meaning is given by xpath_program.py.

    `instance(...)` may begin a path. The tokens are not evaluated while parsing, as elementpath does.
    """

    PATH_STEP_SYMBOLS: ClassVar[set[str]] = {*XPath1Parser.PATH_STEP_SYMBOLS, "instance"}

    def parse(self, source: str) -> XPathToken:
        """Tokens of an expression. Raises ElementPathError (a SyntaxError or a NameError among them)."""
        if self.tokenizer is None:
            self.tokenizer = self.create_tokenizer(self.symbol_table)
        return Parser.parse(self, source)


def _forget_functions() -> None:
    table = XFormParser.symbol_table
    # not issubclass: of abstract classes it remembers each no in each of their subclasses, 2 MB in all
    for symbol in [name for name, token in table.items() if XPathFunction in token.__mro__]:
        if symbol not in _KIND_TESTS:
            del table[symbol]


def _learn_functions() -> None:
    for name, function in FUNCTIONS.items():
        XFormParser.function(name, nargs=(function.least, function.most))
    for name, (least, most) in {**SPECIAL, **INTERNAL}.items():
        XFormParser.function(name, nargs=(least, most))


_forget_functions()
_learn_functions()
XFormParser.tokenizer = XFormParser.create_tokenizer(XFormParser.symbol_table)
