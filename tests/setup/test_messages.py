"""The tool that keeps the catalogues of translations in line with the sources."""

import gettext
import importlib
import pkgutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.template import Context, Engine
from django.template.base import FilterExpression, Node, NodeList
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation
from django.utils.translation import trans_real

import landsea
from landsea.kernel.errors import LandseaError
from tools.messages import CATALOGUES, LOCALES, SOURCES, extract_messages, list_misfits, main

ROOT = Path(__file__).parents[2]

PYTHON = """
from landsea.kernel.texts import N_
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext

class Closed:
    message = N_("{place} is closed "
                 "on {day}.")

label = gettext_lazy("Gate")
# Translators: the state of a gate, not the act of opening it.
state = pgettext("state", "open")

def count(number):
    return ngettext("%(number)d scan", "%(number)d scans", number) % {"number": number}
"""
TEMPLATE = """{% load i18n %}
  <p title="{% translate "A “title”" %}">{{ value|default:_("none") }} 100 %</p>
{% blocktranslate count cards=count trimmed with name=owner %}
    {{ name }} has
    {{ cards }} card
{% plural %}
    {{ name }} has
    {{ cards }} cards
{% endblocktranslate %}
      {% blocktranslate context "at the gate" trimmed %}
         Open
         today
      {% endblocktranslate %}
{% translate "50% off" %} {% translate "Open" context "verb" as label %}{{ label }}
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Returns a folder with one Python file and one template."""
    templates = tmp_path / SOURCES / "gates/templates/gates"
    templates.mkdir(parents=True)
    (tmp_path / SOURCES / "gates/errors.py").write_text(PYTHON, encoding="utf-8")
    (templates / "gate.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def catalogue_of(checkout: Path, locale: str) -> Path:
    return checkout / CATALOGUES / locale / "LC_MESSAGES/django.po"


def read(checkout: Path, locale: str) -> Catalog:
    with catalogue_of(checkout, locale).open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def write_translation(checkout: Path, locale: str, text: str, translated: str) -> None:
    path = catalogue_of(checkout, locale)
    before = path.read_text(encoding="utf-8")
    after = before.replace(f'msgid "{text}"\nmsgstr ""', f'msgid "{text}"\nmsgstr "{translated}"')
    assert after != before
    path.write_text(after, encoding="utf-8")


def test_texts_of_python_and_templates_are_found_with_plurals_and_contexts(
    checkout: Path,
) -> None:
    found = {(message.context, message.id) for message in extract_messages(checkout) if message.id}

    assert found == {
        (None, "{place} is closed on {day}."),
        (None, "Gate"),
        ("state", "open"),
        (None, ("%(number)d scan", "%(number)d scans")),
        (None, "A “title”"),
        (None, "none"),
        (None, ("%(name)s has %(cards)s card", "%(name)s has %(cards)s cards")),
        ("at the gate", "Open today"),
        (None, "50%% off"),
        ("verb", "Open"),
    }


def test_a_catalogue_has_as_many_plural_forms_as_its_language(checkout: Path) -> None:
    main(["update"], root=checkout)

    forms = {locale: read(checkout, locale).num_plurals for locale in LOCALES}
    assert forms == {"zh_Hans": 1, "de": 2, "fr": 2, "th": 1, "vi": 1}


def test_an_update_without_changes_leaves_each_byte_as_it_was(checkout: Path) -> None:
    main(["update"], root=checkout)
    write_translation(checkout, "de", "Gate", "Einlass")
    before = [catalogue_of(checkout, locale).read_bytes() for locale in LOCALES]

    main(["update"], root=checkout)

    assert [catalogue_of(checkout, locale).read_bytes() for locale in LOCALES] == before


def test_a_text_that_changed_a_little_is_not_given_the_old_translation(checkout: Path) -> None:
    main(["update"], root=checkout)
    write_translation(checkout, "de", "Gate", "Einlass")
    source = checkout / SOURCES / "gates/errors.py"
    source.write_text(source.read_text().replace('"Gate"', '"Gates"'))

    main(["update"], root=checkout)

    catalogue = read(checkout, "de")
    assert catalogue.get("Gate") is None
    new = catalogue.get("Gates")
    assert new is not None
    assert (new.string, new.flags) == ("", set())


def test_a_text_moved_by_a_line_changes_no_catalogue(checkout: Path) -> None:
    main(["update"], root=checkout)
    before = catalogue_of(checkout, "de").read_bytes()
    source = checkout / SOURCES / "gates/errors.py"
    source.write_text("\n\n" + source.read_text())

    main(["update"], root=checkout)

    assert catalogue_of(checkout, "de").read_bytes() == before


def test_a_check_fails_for_a_new_text_and_for_one_that_is_gone(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["update"], root=checkout)
    in_line = main(["check"], root=checkout)
    source = checkout / SOURCES / "gates/errors.py"
    source.write_text(source.read_text().replace('"Gate"', '"Door"'))
    capsys.readouterr()

    lagging = main(["check"], root=checkout)

    assert (in_line, lagging) == (0, 1)
    faults = [line for line in capsys.readouterr().out.splitlines() if "/de/" in line]
    assert faults == [
        "src/landsea/locale/de/LC_MESSAGES/django.po: lacks “Door”",
        "src/landsea/locale/de/LC_MESSAGES/django.po: still has “Gate”",
    ]


@pytest.mark.parametrize(
    ("text", "translated", "is_fit"),
    [
        ("{place} is closed.", "{place} ist geschlossen.", True),
        ("{place} is closed.", "{ort} ist geschlossen.", False),
        ("{place} is closed.", "Geschlossen.", False),
        ("%(shop)s is closed.", "%(shop)s ist geschlossen.", True),
        ("%(shop)s is closed.", "%(laden)s ist geschlossen.", False),
        (("%(n)s stop", "%(n)s stops"), ("ein Halt", "%(n)s Halte"), True),
        (("%(n)s stop", "%(n)s stops"), ("ein Halt", "viele Halte"), False),
    ],
)
def test_a_translation_leaves_the_same_open_as_its_text(
    text: str | tuple[str, str], translated: str | tuple[str, str], is_fit: bool
) -> None:
    catalogue = Catalog(locale="de")
    catalogue.add(text, translated)

    assert (not list(list_misfits(catalogue))) == is_fit


def test_a_compiled_catalogue_translates_what_django_looks_up(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalog(locale="de")
    for message in extract_messages(checkout):
        if message.id:
            forms = [message.id] if isinstance(message.id, str) else list(message.id)
            marked = tuple(f"«{form}»" for form in forms)
            string = marked if message.pluralizable else marked[0]
            catalogue.add(message.id, string, context=message.context)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    loaded = vars(trans_real)["_translations"]
    monkeypatch.setitem(loaded, "de", gettext.GNUTranslations(compiled))
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})

    with translation.override("de"):
        page = engine.from_string(TEMPLATE).render(Context({"count": 3, "owner": "Lin"}))

    assert page.split("\n")[1].strip() == '<p title="«A “title”»">«none» 100 %</p>'
    assert "«Lin has 3 cards»" in page
    assert "«Open today»" in page
    assert page.split("\n")[-2] == "«50% off» «Open»"


def list_template_texts() -> Iterator[tuple[str, str | None, str]]:
    """Lists what each shipped template looks up when it is drawn: file, context, text."""
    for path in sorted((ROOT / SOURCES).glob("*/templates/**/*.html")):
        template = Engine.get_default().from_string(path.read_text(encoding="utf-8"))
        for node in list_nodes(template.nodelist):
            if isinstance(node, TranslateNode):
                literal = getattr(node.filter_expression.var, "literal", None)
                if isinstance(literal, str):
                    text = literal.replace("%", "%%")
                    yield path.name, context_of(node), text
            if isinstance(node, BlockTranslateNode):
                text, _names = node.render_token_list(node.singular)
                yield path.name, context_of(node), text


def context_of(node: TranslateNode | BlockTranslateNode) -> str | None:
    context = node.message_context
    return str(context.resolve(Context())) if isinstance(context, FilterExpression) else None


def list_nodes(nodes: NodeList) -> Iterator[Node]:
    for node in nodes:
        yield node
        for name in node.child_nodelists:
            children = getattr(node, name, None)
            if isinstance(children, NodeList):
                yield from list_nodes(children)
        for _condition, branch in getattr(node, "conditions_nodelists", []):
            yield from list_nodes(branch)


def test_every_text_of_the_shipped_templates_is_extracted_as_it_is_looked_up() -> None:
    extracted = extract_messages(ROOT)

    texts = list(list_template_texts())

    assert len(texts) > 200
    lost = [each for each in texts if extracted.get(each[2], each[1]) is None]
    assert lost == []


def test_every_error_has_its_sentences_in_the_catalogues() -> None:
    extracted = extract_messages(ROOT)
    for module in pkgutil.walk_packages(landsea.__path__, "landsea."):
        if module.name.endswith(".errors"):
            importlib.import_module(module.name)
    errors = [LandseaError]
    for error in errors:
        errors.extend(error.__subclasses__())

    # Whoever runs the machine is spoken to in English.
    of_commands = {each for each in errors if each.__module__.startswith("landsea.keeping.")}
    told = [each for each in errors if each not in of_commands]
    sentences = {text for each in told for text in (each.message, each.mend) if text}

    assert of_commands
    assert len(sentences) > 30
    assert {text for text in sentences if extracted.get(text) is None} == set()


def test_the_catalogues_are_in_line_with_the_sources() -> None:
    assert main(["check"], root=ROOT) == 0


def test_each_language_of_the_pages_has_a_catalogue() -> None:
    languages = {translation.to_locale(code) for code, _name in settings.LANGUAGES}

    assert languages - {"en"} == set(LOCALES)
