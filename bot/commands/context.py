"""What every command is given: language, clock, configuration, and a way to speak."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from bot.clock import Clock, SystemClock
from bot.commands.phrases import Phrases
from flows.faults import Fault

if TYPE_CHECKING:
    from bot.config import Config

Content = TypeVar("Content")
DEFAULT_FILE = Path("config.toml")
DATABASE_VARIABLE = "PLNENI_DATABASE_URL"


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """The surroundings of one command.

    Attributes:
        phrases: What it speaks with (templates/<language>/cli.toml).
        environ: The environment.
        config_file: Configuration named by --config; None = config.toml here, if there is one.
        database: Address given by --database, goes before the configuration; "" = none.
        clock: Tells the time.
    """

    phrases: Phrases
    environ: Mapping[str, str]
    config_file: Path | None = None
    database: str = ""
    clock: Clock = field(default_factory=SystemClock)

    @property
    def language(self) -> str:
        """Language of the user: "cs" or "en"."""
        return self.phrases.language

    @property
    def config_name(self) -> str:
        """The configuration file as the user would name it, whether it is there or not."""
        return str(self.config_file or DEFAULT_FILE)

    def phrase(self, key: str, /, **data: object) -> str:
        """Give a sentence of the command line."""
        return self.phrases.phrase(key, **data)

    def show(self, key: str, /, **data: object) -> None:
        """Print a sentence as a result."""
        self.write(self.phrase(key, **data))

    def write(self, line: str) -> None:
        """Print a line as a result."""
        _put(f"{line}\n", sys.stdout)

    def ask(self, key: str, /, **data: object) -> str | None:
        """Ask in the terminal; give the answer, None where nobody sits there."""
        if not sys.stdin.isatty():
            return None
        _put(self.phrase(key, **data), sys.stdout)
        return sys.stdin.readline().strip()

    def complain(self, key: str, /, **data: object) -> None:
        """Print a sentence that says why something cannot be done, and how to mend it."""
        self.write_complaint(self.phrase(key, **data))

    def write_complaint(self, line: str) -> None:
        """Print a line beside the results."""
        _put(f"{line}\n", sys.stderr)

    def blame(self, faults: Iterable[Fault]) -> None:
        """Print faults, one a line."""
        for line in self.sentences(faults):
            self.write_complaint(f"  {line}")

    def sentences(self, faults: Iterable[Fault]) -> list[str]:
        """Say faults in the user's language: where, what, how to mend it."""
        from bot.faults_text import fault_sentence  # noqa: PLC0415 - most runs have no faults

        return [fault_sentence(fault, self.language) for fault in faults]

    def config(self, *, require_token: bool = False) -> "Config | None":
        """Read the configuration; None: it cannot be used, and every fault has been said.

        Args:
            require_token: Say so when there is no token, for commands that speak to Telegram.
        """
        read = self.read_config(require_token=require_token)
        if isinstance(read, tuple):
            self.complain("config.faults", file=self.config_name)
            self.blame(read)
            return None
        return read

    def read_config(self, *, require_token: bool = False) -> "Config | tuple[Fault, ...] | None":
        """Read the configuration or give its faults; None: the file cannot be read, and that has been said."""
        from bot.config_reading import read_config  # noqa: PLC0415 - --help needs no configuration

        source = self._source()
        if source is None:
            return None
        if not self.database:
            return read_config(source, self.environ, _text_of, require_token=require_token)
        environ = {**self.environ, DATABASE_VARIABLE: self.database}
        found = read_config(source, environ, _text_of, require_token=require_token)
        return tuple(_by_option(fault) for fault in found) if isinstance(found, tuple) else found

    def _source(self) -> str | None:
        file = Path(self.config_name)
        return "" if self.config_file is None and not file.exists() else self.file_text(file)

    def file_text(self, file: Path) -> str | None:
        """Read a UTF-8 text file; None: it cannot be read, and that has been said."""
        return self._read(file, _text_of)

    def file_bytes(self, file: Path) -> bytes | None:
        """Read a file; None: it cannot be read, and that has been said."""
        return self._read(file, _bytes_of)

    def _read(self, file: Path, read: Callable[[str], Content]) -> Content | None:
        try:
            return read(str(file))
        except FileNotFoundError:
            self.complain("file.missing", file=file)
        except IsADirectoryError:
            self.complain("file.folder", file=file)
        except UnicodeDecodeError:
            self.complain("file.not_utf8", file=file)
        except OSError as error:
            self.complain("file.unreadable", file=file, detail=type(error).__name__)
        return None


def _by_option(fault: Fault) -> Fault:
    """The address came from the command line, not from a variable."""
    return replace(fault, where="--database") if fault.where == DATABASE_VARIABLE else fault


def _text_of(name: str) -> str:
    return Path(name).read_text("utf-8-sig")


def _bytes_of(name: str) -> bytes:
    return Path(name).read_bytes()


def _put(text: str, stream: TextIO) -> None:
    stream.write(text)
    stream.flush()
