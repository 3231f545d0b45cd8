"""Who stated a figure, when, and where."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from llamacards._values.validation import a_day, a_text, as_date, instance_of, optional
from llamacards._wording import brief_repr


@frozen(kw_only=True, cache_hash=True)
class Source:
    """
    A document, and the place in it. Two are equal if the document is, whatever the place.

    title: as the document has it.
    publisher: who brought it out.
    url: its address, at the version that was read.
    published: the day on which it appeared.
    place: the section, row and column that a figure stands in.
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
        """Whether two citations have a place of one document in common."""
        return self == other and not self._place_parts.isdisjoint(other._place_parts)

    @property
    def _place_parts(self) -> set[str]:
        return set(self.place.split("; ")) if self.place else set()

    def later_than(self, day: date | None) -> bool:
        """Whether it appeared after the day; what has no date did not."""
        return day is not None and self.published is not None and self.published > day

    def __str__(self) -> str:
        """Title, publisher, date and address, as a list of sources prints them."""
        parts = (self.title, self.publisher, self.published, self.url)
        return ", ".join(str(part) for part in parts if part is not None)


def as_source(value: Source | str | None) -> Source | None:
    """A source, from its title too."""
    return Source(title=value) if isinstance(value, str) else value


a_source = instance_of(Source, "a Source, or a text that is its title")
