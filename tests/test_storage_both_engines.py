"""The storage suite runs on both engines; what runs on one alone is about that engine, and is named here with why."""

import ast
from pathlib import Path

ONLY_SQLITE = {
    "test_sqlite_is_durable_and_lets_readers_in": "its pragmas",
    "test_a_second_opening_of_the_same_file_is_refused": "the lease of a file",
    "test_nothing_is_loaded_by_reading_a_whole_table_on_sqlite": "its way of finding rows",
    "test_the_lease_of_a_living_process_holds_and_that_of_a_killed_one_does_not": "the lease of a file",
    "test_a_lease_whose_heart_stopped_is_taken_over": "the lease of a file",
    "test_instants_sort_as_text_on_sqlite": "PostgreSQL has a type of its own for instants",
    "test_a_missing_file_is_made_only_when_asked_for": "a server makes no databases",
    "test_an_address_of_no_known_kind_is_explained": "addresses of files",
    "test_an_older_file_is_kept_as_it_was_and_the_new_one_has_everything": "a copy of a file",
    "test_a_new_file_and_one_that_is_up_to_date_are_not_copied": "a copy of a file",
    "test_on_sqlite_everything_is_ones_own": "the lease lets one process in",
    "test_an_emptying_of_the_log_that_is_cancelled_leaves_the_writer_its_patience": "the log of a file",
}
ONLY_POSTGRESQL = {
    "test_what_one_has_another_does_not_get_until_it_is_given_back": "claims",
    "test_a_claim_made_twice_is_given_back_once": "claims",
    "test_more_claims_than_one_statement_holds_are_parted_without_overlap": "claims",
    "test_closing_gives_everything_back": "claims",
    "test_whoever_is_cut_off_loses_its_claims_and_gets_new_ones": "claims",
    "test_a_leader_who_was_cut_off_without_noticing_leads_no_more": "claims",
    "test_two_transactions_on_one_name_go_one_after_the_other": "turns of several processes",
    "test_whoever_is_joining_just_now_is_passed_over": "two that write at once",
}
BOTH = {"database", "database_url", "empty_database_url", "with_samples", "statements"}
"""Fixtures that come once for each engine."""


def engines() -> dict[str, set[str]]:
    """Give the tests of the storage suite by the engine that they run on; those without a database are left out."""
    found: dict[str, set[str]] = {"both": set(), "sqlite": set(), "postgresql": set()}
    for file in sorted(Path(__file__).parent.glob("test_storage_*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                taken, text = {each.arg for each in node.args.args}, ast.unparse(node)
                if taken & BOTH:
                    found["both"].add(node.name)
                elif taken & {"two", "postgresql_url"}:
                    found["postgresql"].add(node.name)
                elif file.name != Path(__file__).name and ("sqlite" in text or "Database.open" in text):
                    found["sqlite"].add(node.name)
    return found


def test_what_runs_on_one_engine_alone_is_about_that_engine() -> None:
    found = engines()
    assert found["sqlite"] == set(ONLY_SQLITE)
    assert found["postgresql"] == set(ONLY_POSTGRESQL)
    assert len(found["both"]) > 8 * len(found["sqlite"])
