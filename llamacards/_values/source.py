"""Who stated a figure, when, and where."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from attrs import field, frozen

from llamacards._values.validation import a_day, a_text, as_date, instance_of, optional
from llamacards._wording import brief_repr
from llamacards.errors import FieldError


@frozen(kw_only=True, cache_hash=True)
class Source:
    """
    A document, and a place in it. Two sources are equal if their document is the same.

    title: the title of the document.
    publisher: who published it.
    url: its address, of the version that was read.
    published: the day on which it appeared.
    place: where a figure is: section, row and column.
    """

    title: str = field(validator=a_text)
    publisher: str | None = field(default=None, validator=optional(a_text))
    url: str | None = field(default=None, validator=optional(a_text))
    published: date | None = field(default=None, converter=as_date, validator=optional(a_day))
    place: str | None = field(default=None, eq=False, validator=optional(a_text))

    __repr__ = brief_repr

    def at(self, place: str) -> Source:
        """The same document, at this place."""
        return Source(
            title=self.title,
            publisher=self.publisher,
            url=self.url,
            published=self.published,
            place=place,
        )

    def shares_place_with(self, other: Source) -> bool:
        """Whether two citations name the same place of the same document."""
        return self == other and not self._place_parts.isdisjoint(other._place_parts)

    @property
    def _place_parts(self) -> set[str]:
        return set(self.place.split("; ")) if self.place else set()

    def later_than(self, day: date | None) -> bool:
        """Whether it appeared after the day; False for a source without a date."""
        if day is not None and not isinstance(day, date):
            raise FieldError("later_than", "day", "a date", day)
        return day is not None and self.published is not None and self.published > day

    def __str__(self) -> str:
        """Title, publisher, date and address, as a list of sources prints them."""
        parts = (self.title, self.publisher, self.published, self.url)
        return ", ".join(str(part) for part in parts if part is not None)


def as_source(value: Source | str | None) -> Source | None:
    """Convert a title to a source."""
    if type(value) is str:
        return _source_titled(value)
    return Source(title=value) if isinstance(value, str) else value


@lru_cache(maxsize=1024)
def _source_titled(title: str) -> Source:
    """One object for each title, as equal ones are found sooner if they are the same."""
    return Source(title=title)


a_source = instance_of(Source, "a Source or its title")
