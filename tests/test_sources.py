"""Documents, and places in them."""

from datetime import UTC, date, datetime

import pytest

from llamacards import Source
from llamacards.errors import FieldError


def test_equal_whatever_the_place() -> None:
    """Two places of one document are one source."""
    source = Source(title="Report", published="2024-04-18")
    assert {source, source.at("Table 1"), source.at("Table 2")} == {source}


def test_printed() -> None:
    """A source prints what identifies it, and nothing for what is not known."""
    source = Source(
        title="Report", publisher="Acme", published="2024-04-18", url="https://a.example"
    )
    assert (str(source), str(Source(title="Notes"))) == (
        "Report, Acme, 2024-04-18, https://a.example",
        "Notes",
    )


@pytest.mark.parametrize(
    ("published", "day", "later"),
    [
        ("2024-04-18", date(2024, 4, 17), True),
        ("2024-04-18", date(2024, 4, 18), False),
        (None, date(2024, 4, 17), False),
        ("2024-04-18", None, False),
    ],
)
def test_later_than(published: str | None, day: date | None, later: bool) -> None:
    """A source is later than a day if it is dated after it; without a date it is not."""
    assert Source(title="Report", published=published).later_than(day) is later


@pytest.mark.parametrize(
    "published", ["2024-13-01", "18.4.2024", "2024-4-18", datetime(2024, 4, 18, tzinfo=UTC), 5]
)
def test_dates_refused(published: object) -> None:
    """A date that is none is refused with the form that it takes."""
    with pytest.raises(FieldError, match="Source.published must be a date such as '2024-04-18'"):
        Source(title="Report", published=published)  # type: ignore[arg-type]


def test_sharing_a_place() -> None:
    """Two citations share a place if they name one place of one document."""
    report, other = Source(title="Report"), Source(title="Other")
    both = report.at("Table 1; Table 2")
    assert both.shares_place_with(report.at("Table 2"))
    assert not both.shares_place_with(report.at("Table 3"))
    assert not both.shares_place_with(other.at("Table 2"))
    assert not both.shares_place_with(report)


@pytest.mark.parametrize("title", ["", "  ", None, 5])
def test_title_refused(title: object) -> None:
    """A source has a title."""
    with pytest.raises(FieldError, match=r"Source.title must be a text that is not empty"):
        Source(title=title)  # type: ignore[arg-type]
