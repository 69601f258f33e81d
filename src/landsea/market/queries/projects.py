"""The register of projects: its lines, its totals, and the same as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from landsea.foundation.pagination import Position, Slice, slice_rows
from landsea.kernel.errors import NotFound
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.market.engine.labels import SECTOR_LABELS, STAGE_LABELS
from landsea.market.engine.projects import Entry, Sector, Stage, Total, list_totals
from landsea.market.models import Project, ProjectSum
from landsea.members import queries as members
from landsea.members.queries import AllianceValue, alliance_value


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """A line of the register: one project, or a sum that was published over several."""

    public_id: UUID
    alliance: AllianceValue
    key: str
    names: LocalisedText
    stage: Stage
    year: int | None
    amount: Money | None
    sector: Sector | None
    place_names: LocalisedText
    market: str
    source: str
    source_url: str
    licence: str
    as_of: str
    note: str
    #: Of a sum: over how many projects it goes.
    project_count: int | None = None
    #: Of a project: the key of the sum that it is among.
    part_of: str = ""

    @property
    def is_sum(self) -> bool:
        return self.project_count is not None

    @property
    def stage_label(self) -> str:
        return STAGE_LABELS[self.stage]

    @property
    def sector_label(self) -> str:
        return SECTOR_LABELS[self.sector] if self.sector else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What an alliance, or all of them, know of projects."""

    lines: tuple[RegisterLine, ...]
    #: By alliance: what one publishes may be among what another does.
    totals: tuple[tuple[AllianceValue, tuple[Total, ...]], ...]
    alliances: tuple[AllianceValue, ...]


def read_register(*, alliance: str = "", stage: Stage | None = None) -> Register:
    """Returns lines and totals, sums first, then by stage, latest year and key."""
    alliances = members.list_alliances()
    wanted = [each.id for each in alliances if alliance in ("", each.slug)]
    chosen = {"alliance_id__in": wanted} | ({"stage": stage.value} if stage else {})
    sums = ProjectSum.objects.filter(**chosen).select_related("alliance")
    projects = Project.objects.filter(**chosen).select_related("alliance", "part_of")
    lines = [_of_sum(row) for row in sums.order_by("id")]
    lines += [_of_project(row) for row in projects.order_by("id")]
    order = {each: position for position, each in enumerate(Stage)}
    lines.sort(key=lambda line: (not line.is_sum, order[line.stage], -(line.year or 0), line.key))
    totals = (
        (each, tuple(list_totals(_entries(line for line in lines if line.alliance == each))))
        for each in alliances
    )
    return Register(
        lines=tuple(lines),
        totals=tuple((each, found) for each, found in totals if found),
        alliances=tuple(alliances),
    )


def slice_projects(
    *, alliance: str, stage: Stage | None, after: Position | None, limit: int
) -> Slice[RegisterLine]:
    """Returns single projects, the first that came in first."""
    rows = Project.objects.filter(**_chosen(alliance, stage))
    rows = rows.select_related("alliance", "part_of")
    return slice_rows(rows, "id", after=after, limit=limit).each(_of_project)


def slice_sums(
    *, alliance: str, stage: Stage | None, after: Position | None, limit: int
) -> Slice[RegisterLine]:
    """Returns published sums over several projects, the first that came in first."""
    rows = ProjectSum.objects.filter(**_chosen(alliance, stage)).select_related("alliance")
    return slice_rows(rows, "id", after=after, limit=limit).each(_of_sum)


def get_project(public_id: UUID) -> RegisterLine:
    """Returns one project."""
    rows = Project.objects.select_related("alliance", "part_of")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return _of_project(row)


def _chosen(alliance: str, stage: Stage | None) -> dict[str, str]:
    chosen = {"alliance__slug": alliance, "stage": stage.value if stage else ""}
    return {name: value for name, value in chosen.items() if value}


def _entries(lines: Iterable[RegisterLine]) -> list[Entry]:
    return [
        Entry(
            key=line.key,
            stage=line.stage,
            year=line.year,
            amount=line.amount,
            project_count=line.project_count,
            part_of=line.part_of,
        )
        for line in lines
    ]


def _of_sum(row: ProjectSum) -> RegisterLine:
    return _line(row, project_count=row.project_count)


def _of_project(row: Project) -> RegisterLine:
    return _line(row, part_of=row.part_of.key if row.part_of else "")


def _line(
    row: Project | ProjectSum, *, project_count: int | None = None, part_of: str = ""
) -> RegisterLine:
    return RegisterLine(
        public_id=row.public_id,
        alliance=alliance_value(row.alliance),
        key=row.key,
        names=row.names,
        stage=Stage(row.stage),
        year=row.year,
        amount=None if row.amount_minor is None else Money(row.amount_minor, row.currency),
        sector=Sector(row.sector) if row.sector else None,
        place_names=row.place_names,
        market=row.market,
        source=row.source,
        source_url=row.source_url,
        licence=row.licence,
        as_of=row.as_of,
        note=row.note,
        project_count=project_count,
        part_of=part_of,
    )
