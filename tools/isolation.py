"""Refuses ways round isolation: private tables are entered by `visible_to` or `unscoped("why")`.

Reads the sources without running them. What each table is, it learns from the `SCOPES` of the
modules; see docs/explanation/isolation.md. It can't tell whether a reason is true, what becomes of
rows that `unscoped` gave, or which table is behind a variable: a queryset that is kept in one and
narrowed later by a private relation, a class from `getattr`, a related manager that was handed on.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path("src/landsea")
#: Ways into a private table. The last three write rows that the caller has made or fetched.
ENTRIES = frozenset({"visible_to", "unscoped", "create", "bulk_create", "bulk_update"})
#: How people are made, with a password that is hashed.
ENTRIES_OF_USER = ENTRIES | {"create_user", "create_superuser"}
#: Methods that make a name a manager or queryset: without one, `trip.days` may be any tuple.
QUERYSET_METHODS = frozenset(
    {
        *(
            "aggregate",
            "alias",
            "all",
            "annotate",
            "count",
            "dates",
            "datetimes",
            "defer",
            "delete",
        ),
        *(
            "distinct",
            "earliest",
            "exclude",
            "exists",
            "explain",
            "extra",
            "filter",
            "first",
            "get",
        ),
        *("get_or_create", "in_bulk", "iterator", "last", "latest", "none", "only", "order_by"),
        *("prefetch_related", "raw", "reverse", "select_for_update", "select_related", "union"),
        *("update", "update_or_create", "using", "values", "values_list"),
    }
)
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
LOOKUP = re.compile(r"[a-z]\w*")
TEMPLATE_QUERY = re.compile(r"\{[{%][^}%]*\.(?:all|exists|objects)\b[^}%]*[}%]\}")


@dataclass(frozen=True, slots=True)
class Tables:
    """What the sources say of their tables."""

    private: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    #: Names by which rows of a private table hang on rows of another.
    reverse_names: frozenset[str] = frozenset()
    #: Names in the database.
    database_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A way round, where it is."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def list_faults(root: Path = ROOT) -> list[Fault]:
    """Lists every way round isolation in the sources and templates."""
    sources = root / SOURCES
    tables = read_tables(sources)
    faults: list[Fault] = []
    for path in sorted(sources.rglob("*.py")):
        inside = path.relative_to(sources)
        if {"migrations", "models", "models.py"} & set(inside.parts):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        reader = _Reader(tables, inside, tree)
        faults += [Fault(path.relative_to(root), line, what) for line, what in reader.list_faults()]
    for path in sorted(sources.rglob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if TEMPLATE_QUERY.search(line):
                faults.append(Fault(path.relative_to(root), number, "a template asks the database"))
    return sorted(faults)


def read_tables(sources: Path) -> Tables:
    """Returns what the modules' `SCOPES` declare, with the names that lead to private rows."""
    kinds: dict[str, str] = {}
    reverse: set[str] = set()
    database: set[str] = set()
    for path in sorted([*sources.glob("*/models.py"), *sources.glob("*/models/*.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = path.relative_to(sources).parts[0]
        declared = _read_scopes(tree)
        kinds |= declared
        database |= {
            f"{module}_{name.lower()}" for name, kind in declared.items() if kind == "Private"
        }
    private = {name for name, kind in kinds.items() if kind == "Private"}
    for path in sorted([*sources.glob("*/models.py"), *sources.glob("*/models/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name in private:
                reverse |= {*_related_names(node), f"{node.name.lower()}_set", node.name.lower()}
    return Tables(
        frozenset(private), frozenset(set(kinds) - private), frozenset(reverse), frozenset(database)
    )


def _read_scopes(tree: ast.Module) -> dict[str, str]:
    declared: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "SCOPES":
            if not isinstance(node.value, ast.Dict):
                raise SystemExit("SCOPES must be written out as a dictionary.")
            for key, value in zip(node.value.keys, node.value.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(value, ast.Call):
                    declared[str(key.value)] = _last_name(value.func)
    return declared


def _related_names(model: ast.ClassDef) -> Iterator[str]:
    for node in ast.walk(model):
        if not isinstance(node, ast.keyword) or node.arg != "related_name":
            continue
        if isinstance(node.value, ast.Constant) and node.value.value != "+":
            yield str(node.value.value)


@dataclass(slots=True)
class _Reader:
    """Reads one file."""

    tables: Tables
    path: Path
    tree: ast.Module
    imported: dict[str, str] = field(default_factory=dict)
    constants: set[str] = field(default_factory=set)
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
            if isinstance(node, ast.ImportFrom):
                self.imported |= {each.asname or each.name: each.name for each in node.names}
        self.constants = {
            target.id
            for node in self.tree.body
            if isinstance(node, ast.Assign) and _is_text(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }

    @property
    def is_beneath_tables(self) -> bool:
        """Says whether this file is about tables as such, or knows no database at all."""
        return self.path.parts[0] in {"foundation", "keeping"} or "engine" in self.path.parts

    @property
    def is_surface(self) -> bool:
        """Says whether pages or endpoints are in this file."""
        places = {"pages", "pages.py", "http", "http.py", "templatetags", "admin.py"}
        return self.path.parts[0] != "demo" and bool(places & set(self.path.parts))

    def list_faults(self) -> Iterator[tuple[int, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                what = self._manager(node) or self._related_manager(node)
            elif isinstance(node, ast.Call):
                what = self._reason(node) or self._other_way(node)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                what = self._raw_sql(node.value)
            else:
                continue
            if what:
                yield node.lineno, what

    def _manager(self, node: ast.Attribute) -> str:
        if node.attr not in MANAGERS:
            return ""
        name = self._class_behind(node.value)
        if name in self.tables.others:
            return self._joins(node, name)
        if name not in self.tables.private:
            root = node.value
            while isinstance(root, ast.Attribute):
                root = root.value
            is_known = isinstance(root, ast.Name) and root.id in self.imported
            return "" if is_known else f"nobody can tell whose rows `{ast.unparse(node)}` are"
        entries = ENTRIES_OF_USER if name == "User" else ENTRIES
        parent = self.parents.get(node)
        step = parent.attr if isinstance(parent, ast.Attribute) else ""
        if node.attr == "objects" and step in entries:
            return ""
        by = step or "hand"
        return f"{name} is private: go in by visible_to(actor) or unscoped(why), not by {by}"

    def _class_behind(self, node: ast.expr) -> str:
        """Returns the model that an expression names, as it is called where it is defined."""
        if isinstance(node, ast.Name):
            return self.imported.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            return node.attr
        if isinstance(node, ast.Call) and _last_name(node.func) == "get_user_model":
            return "User"
        return ast.unparse(node)

    def _joins(self, manager: ast.Attribute, name: str) -> str:
        """Says when a chain that begins at a table for everybody goes into a private one."""
        chain: ast.AST = manager
        while isinstance(self.parents.get(chain), ast.Attribute | ast.Call):
            parent = self.parents[chain]
            if isinstance(parent, ast.Call) and parent.func is not chain:
                break
            chain = parent
        for node in ast.walk(chain):
            lookup = ""
            if isinstance(node, ast.keyword):
                lookup = node.arg or ""
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                lookup = node.value
            if LOOKUP.fullmatch(lookup) and self.tables.reverse_names & set(lookup.split("__")):
                return f"from {name}, which is public, `{lookup}` goes into a private table"
        return ""

    def _related_manager(self, node: ast.Attribute) -> str:
        if node.attr not in QUERYSET_METHODS or not isinstance(node.value, ast.Attribute):
            return ""
        if not isinstance(self.parents.get(node), ast.Call):
            return ""
        name = node.value.attr
        if name not in self.tables.reverse_names:
            return ""
        return f"`.{name}` leads to private rows: go on by visible_to(actor) or unscoped(why)"

    def _reason(self, node: ast.Call) -> str:
        if not isinstance(node.func, ast.Attribute) or node.func.attr != "unscoped":
            return ""
        if self.is_surface:
            return "pages and endpoints show what somebody may see: they never go in unscoped"
        if len(node.args) == 1 and not node.keywords:
            (reason,) = node.args
            if _is_text(reason):
                return ""
            if isinstance(reason, ast.Name) and reason.id in self.constants:
                return ""
        return "unscoped rows need a reason, written out"

    def _other_way(self, node: ast.Call) -> str:
        called = _last_name(node.func)
        if called in {"get_object_or_404", "get_list_or_404"}:
            return f"{called} limits rows to nobody: go in by visible_to(actor)"
        if self.is_beneath_tables:
            return ""
        if called in {"raw", "extra", "RawSQL"}:
            return f"{called} writes SQL by hand"
        if called in {"QuerySet", "ScopedQuerySet", "get_model", "get_models"}:
            return f"{called} reaches a table past its manager"
        return ""

    def _raw_sql(self, text: str) -> str:
        if self.is_beneath_tables or " " not in text.strip():
            return ""
        named = self.tables.database_names & set(re.findall(r"\w+", text))
        return f"SQL by hand on {min(named)}, which is private" if named else ""


def _last_name(node: ast.expr) -> str:
    """Returns the name at the end of `module.name`, or the name itself."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_text(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value.strip())
    )


def main() -> int:
    """Prints what was found; returns 1 when there is something."""
    faults = list_faults()
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
