"""In what records are compared, and how far they can agree in it."""

from enum import IntEnum, StrEnum


class Field(StrEnum):
    """In what two records are compared."""

    NAME = "name"  #: how alike the two names are that are most alike
    QUALIFIER = "qualifier"  #: words that tell neighbours apart: north, old, gate, 2
    POSITION = "position"  #: the distance, against what both positions can be wrong by
    KIND = "kind"
    AREA = "area"  #: names of districts, cities and provinces; the country
    ADDRESS = "address"
    EXTERNAL_ID = "external-id"
    SOURCE = "source"  #: whether two records are of one source, which seldom repeats itself


class NameLevel(IntEnum):
    """How alike two names are. The order is the one of `kernels`."""

    NONE = 0  #: one record has no name, or none that can be read
    DIFFERENT = 1
    LITTLE = 2  #: some words are the same
    PARTLY = 3  #: most words are the same, or all of few words that many names have
    CONTAINED = 4  #: one is a shorter form of the other
    CLOSE_COMMON = 5  #: the same but for a little, of words that several places have
    CLOSE = 6  #: the same but for a little
    SAME_COMMON = 7  #: the same, of words that several places have
    SAME = 8
    READ_DIFFERENT = 9  #: in two scripts, with nothing in common
    READ_LITTLE = 10
    READ_PARTLY = 11
    READ_ALIKE_COMMON = 12
    READ_ALIKE = 13  #: in two scripts, and read alike or translated word by word


class QualifierLevel(IntEnum):
    """What the words say that tell neighbours apart. The order is the one of `kernels`."""

    NONE = 0  #: neither has one that the other lacks
    EXTRA = 1  #: one name has a qualifier that the other lacks
    PART = 2  #: one name is that of a part, or of something beside: gate, car park, branch
    CONTRADICTING = 3  #: north and south, upper and lower, 1 and 2


class PositionLevel(IntEnum):
    """Whether the positions agree, and how much that tells; from the errors that both state."""

    UNKNOWN = 0
    SPOT = 1  #: they agree, within 0.12 km
    NEAR = 2  #: … within 0.5 km
    AROUND = 3  #: … within 2 km
    AREA = 4  #: … within 12 km
    REGION = 5  #: … within 90 km
    BROAD = 6  #: they agree, but would also if they were further apart than that
    BEYOND = 7  #: a little further apart than their errors and the place's extent explain
    APART = 8  #: up to 20 km further
    FAR = 9  #: up to 100 km further
    ELSEWHERE = 10


class KindLevel(IntEnum):
    """Whether two kinds can be of one place."""

    UNKNOWN = 0
    SAME = 1
    RELATED = 2  #: sources often use one for the other: heritage and temple
    OTHER = 3
    OPPOSED = 4  #: where one sleeps, eats or changes trains against what one visits


class AreaLevel(IntEnum):
    """Whether the areas are the same; it counts where positions do not tell."""

    UNKNOWN = 0  #: not told, or the positions tell more
    SAME = 1  #: all that both tell is the same, down to a district, say
    SAME_ONE = 2  #: both tell the same city, say, and no more
    PARTLY = 3  #: the same city and different districts
    OTHER_ONE = 4  #: one record tells one area alone, which may be a smaller or a larger one
    OTHER = 5
    OTHER_COUNTRY = 6


class AddressLevel(IntEnum):
    """Whether the addresses are the same."""

    UNKNOWN = 0
    SAME = 1  #: with the same numbers
    ALIKE = 2  #: about the same words, numbers lack in one
    OTHER_NUMBER = 3  #: the same street, another number
    OTHER = 4


class ExternalIdLevel(IntEnum):
    """Whether the records carry an id of the same scheme."""

    UNKNOWN = 0
    SAME = 1
    SHARED = 2  #: the same, but other records of one source have it too: it names something larger
    CONTRADICTING = 3  #: such pairs are never proposed


class SourceLevel(IntEnum):
    """Whether the two records are of one source."""

    OTHER = 0
    SAME = 1


#: The levels of each field, by the name of the field.
LEVELS: dict[Field, type[IntEnum]] = {
    Field.NAME: NameLevel,
    Field.QUALIFIER: QualifierLevel,
    Field.POSITION: PositionLevel,
    Field.KIND: KindLevel,
    Field.AREA: AreaLevel,
    Field.ADDRESS: AddressLevel,
    Field.EXTERNAL_ID: ExternalIdLevel,
    Field.SOURCE: SourceLevel,
}
FIELDS = tuple(LEVELS)
