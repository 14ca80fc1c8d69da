"""How Hypothesis runs is said once, in conftest.py."""

from pathlib import Path

from hypothesis import settings

TESTS = Path(__file__).parent


def test_no_test_has_a_deadline_and_a_failure_says_how_to_try_it_again() -> None:
    assert settings.default is not None
    assert settings.default.deadline is None
    assert settings.default.print_blob


def test_no_other_file_sets_how_hypothesis_runs() -> None:
    words = ("deadline=", "derandomize=", "register_profile", "load_profile", "print_blob=", "HealthCheck")
    others = [path for path in TESTS.rglob("*.py") if path.name not in ("conftest.py", Path(__file__).name)]
    assert [path.name for path in others if any(word in path.read_text("utf-8") for word in words)] == []
