"""What a button says when it is tapped: a verb and ids, never rights; 64 bytes at most."""

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum, unique
from functools import lru_cache

SEPARATOR = ":"
LIMIT = 64
LONGEST_TURN = 16
SHORTENED = "~"


@unique
class Verb(StrEnum):
    """First part of button data. One letter or two: the room is needed for ids."""

    OPEN = "o"  # open a task: task
    TAKE_OVER = "ot"  # open a task that a colleague is answering: task
    NEXT_ITEM = "on"  # another task than this one: task
    BEGIN = "b"  # first gap of the whole walk
    OVERVIEW = "v"  # list of my tasks: page
    CHOOSE = "c"  # a choice of the question on screen: task, question, instance, choice, screen
    PAGE = "pg"  # another page of a long list of choices: task, question, instance, page, screen
    MORE = "m"  # second page of choices: task, question, instance, screen
    DONE = "d"  # end of a text or of a multiple choice: task, question, instance, screen
    READ = "r"  # read back what was collected
    DROP_LAST = "x"  # delete the last part
    LEAVE_OUT = "l"  # leave out on purpose
    LATER = "t"  # comes back
    BACK = "k"  # previous question
    AGREE = "a"  # the echo is right
    CORRECT = "e"  # ask the question of the echo again
    ESTIMATE = "em"  # the amounts of the echo are an estimate, or not: task, question, instance, screen
    PICK = "pk"  # choose from last year's lines: task, question, instance, what, screen
    KIND = "kd"  # change the kind of lines: task, question, instance, what, screen
    ADD = "p"  # add lines to a list
    OUTLINE = "ol"  # an outline of bullets: task, question, instance, what, screen
    BULLET = "bu"  # one bullet of it: task, question, instance, what, screen
    OPTION = "i"  # one of several readings: task, question, instance, index, screen
    LAST = "s"  # one question as last year: task, question, instance, screen
    SAME = "sa"  # the whole item as last year: task, what, screen
    NOT_OURS = "n"  # not ours: task
    OURS = "u"  # it is ours after all: task
    UNKNOWN = "w"  # "we do not know" whose it is: task
    SECTION = "g"  # open an answer from the check screen: task, question, instance
    COUNT = "cn"  # a count or its list holds: task, question, instance, what, screen
    TAKE_COUNTS = "tc"  # counts of a text as counts of their own: task, question, instance, what, screen
    EXACT = "xa"  # all figures of a sent answer are exact now: task, screen
    ITEM = "it"  # an item of the plan that is referred to: task, question, instance, item, screen
    WORDING = "wo"  # own words for the report: task, question, instance, screen
    SUPPLEMENT = "su"  # open what may be added: task, question, instance, screen
    MORE_TO_ADD = "mo"  # what may be added, from the check screen: task, screen
    CHECK = "ck"  # nothing (more) to add, on to the check screen: task, screen
    UNMORE = "um"  # back to the last question before the check: task, screen
    CHECK_LATER = "cl"  # the check screen later: task, screen
    SEND = "z"  # send a task: task
    RESTORE = "q"  # take a correction back: task, question, instance, seq
    EXPLAIN = "f"  # explain the question
    ASK_TOWN = "y"  # a question to the town: task
    TOWN_WRITES = "tw"  # the town types a voice note up: task
    STRAY = "j"  # what to do with a text that fits nothing: where to
    AMEND = "ed"  # an edited message of a sent task: yes or no
    ACKNOWLEDGE = "A"  # I understand what is stored
    MORE_DATA = "M"  # more about the data
    NOT_OUR_ORG = "N"  # that is not our organisation
    REQUEST = "R"  # ask for access
    ALLOW = "P"  # coordinator: allow a request: request, actor
    DECLINE = "D"  # coordinator: decline a request
    MY_DATA = "me"  # what is stored about the person: what to do
    LANGUAGE = "L"  # choose a language
    ZONE = "tz"  # choose a time zone: its name
    HELP = "H"  # help
    STATUS = "S"  # coordinator: a page of the status: view, round, what, page
    NUDGE = "W"  # coordinator: remind people: what to do, round, whom
    QUESTION = "Q"  # coordinator: a partner's question: what to do, question
    MEMBER = "E"  # coordinator: who has joined: what to do, membership or plan
    DECIDE = "T"  # coordinator: decide about a task: what, task, rev
    ROUND = "rd"  # coordinator: the round as a whole: what, round, and what that needs
    DIFFER = "df"  # coordinator: different answers about one item: what, round, and what that needs
    REPORT = "Z"  # coordinator: make the report: plan, report, format; none = ask which
    PROTOCOL = "pr"  # coordinator: the protocol of a round: round
    CHECKS = "kc"  # coordinator: what does not add up: plan, page (none = checked anew), whether as a new message
    RESOLUTION = "rz"  # coordinator: record who approved an edition: edition
    REVIEW = "rq"  # coordinator: the queue of what was submitted
    REVIEW_ONE = "ro"  # coordinator: read one submission: task
    NEXT_REVIEW = "rn"  # coordinator: the one after: task
    APPROVE = "ra"  # coordinator: all right: task, rev
    RETURN = "rr"  # coordinator: return it: task, rev
    RETURN_PLACE = "rp"  # coordinator: what of it: task, question, instance; no question = the whole
    RETURN_REASON = "ry"  # coordinator: why: task, reason
    RETURN_SEND = "rs"  # coordinator: return it now: task
    RETURN_MORE = "rt"  # coordinator: one more answer of it: task
    UNDO_REVIEW = "ru"  # coordinator: take the verdict back: task, seq of its event
    MANY = "rm"  # coordinator: several at once: page
    MARK = "rk"  # coordinator: tick a submission or untick it: task, page
    MARK_ALL = "rl"  # coordinator: tick all, or none: page
    APPROVE_MARKED = "rA"  # coordinator: all right, all that are ticked
    RETURN_MARKED = "rR"  # coordinator: return all that are ticked
    UNDO_MARKED = "rU"  # coordinator: take back what was decided together
    COMPLETE_AGAIN = "re"  # correct the completed answer once more: task
    BEHALF = "bh"  # coordinator: enter for somebody else: page
    BEHALF_ACTOR = "ba"  # coordinator: for this actor: plan, actor
    BEHALF_MEDIUM = "bm"  # coordinator: how it came: plan, actor, medium
    BEHALF_END = "be"  # coordinator: no longer for somebody else
    CONFIRM = "bc"  # what the town entered for us is right: task, submission
    TABLE_MAKE = "xm"  # coordinator: the answer table of an actor: plan, actor
    TABLE_USE = "xu"  # apply an answer table that came back: table
    DOCUMENT_USE = "xb"  # take over the bullets of a document that came: what is kept of it
    TABLE_DROP = "xd"  # leave it aside: table
    PLAN_SAME = "ps"  # coordinator: rows of a sent plan are what the plan has, or new: proposal, what, how many said
    PLAN_USE = "pu"  # coordinator: put a sent plan in force: proposal
    PLAN_DROP = "pd"  # coordinator: leave it aside: proposal
    TRY = "ty"  # coordinator: try the questions out as a partner: page
    TRY_AS = "tb"  # as this actor: plan, actor
    TRY_END = "te"  # the trial is over
    FORM_TRY = "ft"  # coordinator: try a form out that was sent: proposal
    FORM_USE = "fu"  # use it in rounds that open from now on: proposal
    FORM_DROP = "fd"  # leave it aside: proposal
    FORM_GET = "fg"  # coordinator: send me a form of the plan as a workbook: plan, form
    REWORD = "xw"  # coordinator: edit the wording: task, rev
    REWORD_TEXT = "xt"  # coordinator: of this text: task, question
    UNDO_REWORDING = "xz"  # coordinator: the earlier wording again: task, head
    TEXTS = "xl"  # coordinator: the texts of the report: page
    TEXT_PART = "xp"  # coordinator: one of them: plan, report, part
    TEXT_UNDO = "xo"  # coordinator: the earlier text again
    KEEP = "rx"  # keep what was returned and explain it: task
    SEND_READY = "sr"  # send everything that is filled in
    NOT_IN_TIME = "nt"  # we shall not make it: task
    MORE_TIME = "mt"  # until when we can make it: task, day
    ALLOW_TIME = "ta"  # coordinator: allow an extension: task, day
    OTHER_TIME = "to"  # coordinator: another day: task
    REFUSE_TIME = "tr"  # coordinator: no extension: task
    NOT_NOW = "nn"  # "Teď ne": what is chosen, and what it needs
    TAKE_DUTY = "td"  # the deputy takes over: row of the calendar
    SHOW_DUTY = "ts"  # what the deputy is asked to take over: row of the calendar
    LEAVE_DUTY = "tl"  # the first contact will answer: row of the calendar
    FINDINGS = "ef"  # coordinator: what does not agree: edition
    MISSING = "ex"  # coordinator: what was not supplied: edition
    MORE_DAYS = "ey"  # coordinator: to whom to give more time after the end: edition, page
    COUNCIL = "es"  # coordinator: the summary for the council: edition
    PUBLISH = "ep"  # coordinator: tell everybody who answered that it is done: edition
    NEW_EDITION = "en"  # coordinator: make the edition after this one: edition
    WAIT_LATE = "ew"  # coordinator: what came late waits for more: edition
    KEEP_LATE = "ek"  # coordinator: what came late is stored and not offered again: edition
    FILL_LATE = "lf"  # answer after the end: a task
    LEAVE_LATE = "ln"  # do not
    GET_EDITION = "eg"  # send me the report: edition
    FORESEEN = "fo"  # what will go out by itself: plan, moment and act or none, page
    FAST = "fa"  # the end of a fast table: task, what, which, screen
    LOG = "lg"  # a log: task, what, entry
    NEW_ENTRY = "ne"  # write what happened into the log of today
    TO_HEAD = "th"  # coordinator: send what is prepared for the head: row of the calendar


@dataclass(frozen=True, kw_only=True, slots=True)
class Tap:
    """Button data taken apart."""

    verb: Verb
    parts: tuple[str, ...] = ()

    def part(self, index: int) -> str:
        """Give one part, "" where the data are shorter."""
        return self.parts[index] if index < len(self.parts) else ""


@lru_cache(maxsize=4096)
def code(name: str) -> str:
    """Give the five characters that stand for a question or choice name in button data.

    They survive a compatible repair of the form, since they depend on the name alone.
    """
    return urlsafe_b64encode(hashlib.blake2s(name.encode(), digest_size=4).digest())[:5].decode()


def turn_code(instance: str) -> str:
    """Give the id of a turn as button data carry it: one made by a count is long and is shortened."""
    plain = len(instance) <= LONGEST_TURN and SEPARATOR not in instance
    return instance if plain else SHORTENED + code(instance)


def button_data(verb: Verb, *parts: str) -> str:
    """Write button data.

    Raises:
        ValueError: It would not fit into Telegram's 64 bytes.
    """
    data = SEPARATOR.join((verb, *parts))
    if len(data.encode()) > LIMIT:
        raise ValueError(f"button data over {LIMIT} bytes: {data}")
    return data


@lru_cache(maxsize=1024)
def read_button(data: str) -> Tap | None:
    """Take button data apart; None for what no button of ours can have said."""
    head, *parts = data.split(SEPARATOR)
    try:
        return Tap(verb=Verb(head), parts=tuple(parts))
    except ValueError:
        return None
