"""The search benchmark asks known records of a library that it makes up, or those of a file."""

import json
from pathlib import Path

import pytest

from landsea.__main__ import main
from landsea.bench.search_queries import read_queries
from landsea.bench.search_records import records_for
from tests.library.engine.search.libraries import make_record

PLACES = """id,name_zh,name_en,name_vi,city
p1,大足石刻景区,Dazu Rock Carvings,,重庆
p2,沈阳故宫博物馆,Shenyang Palace Museum,,Shenyang
p3,,Fine Arts Museum,Bảo tàng Mỹ thuật,Hanoi
p4,,,,
"""
KNOWN = [make_record("p1", {"en": "Dazu Rock Carvings"}), make_record("p2", {"en": "Palace"})]


@pytest.fixture
def places(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text(PLACES, encoding="utf-8")
    return path


def test_the_figures_are_told_in_all_by_language_and_of_plain_search(
    places: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--places", str(places), "--records", "40", "--each", "4", "--json", "-"]

    code = main(["bench", "search", *arguments])

    figures = json.loads(capsys.readouterr().out)
    assert code == 0
    assert figures["records"] == 40
    assert {"mrr_at_10", "cpu_ms_median", "cpu_ms_p95"} <= set(figures)
    assert figures["by_kind"]["exact"]["mrr_at_10"] == 1.0
    assert set(figures["by_language"]) == {"zh", "en", "vi", "pinyin"}
    assert set(figures["baselines"]) == {"unicode61", "trigram"}


def test_a_file_of_queries_is_asked_instead(
    places: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "queries.csv"
    queries.write_text("query,ids,language\ndazu shike,p1,pinyin\nzzzz,p2,en\n")
    arguments = ["--places", str(places), "--records", "3", "--queries", str(queries)]

    main(["bench", "search", *arguments, "--without-baselines", "--json", "-"])

    figures = json.loads(capsys.readouterr().out)
    assert figures["by_language"]["pinyin"]["mrr_at_10"] == 1.0
    assert figures["by_language"]["en"]["mrr_at_10"] == 0.0
    assert figures["mrr_at_10"] == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "query,ids\ndazu,p1;p2\n",
        "query,names\ndazu,dazu rock carvings|PALACE\n",
        '{"query": "dazu", "ids": ["p1", "p2"]}\n',
    ],
)
def test_answers_are_given_by_id_or_by_name_in_csv_or_json(tmp_path: Path, text: str) -> None:
    path = tmp_path / "queries"
    path.write_text(text)

    assert [(item.query, item.ids) for item in read_queries(path, KNOWN)] == [
        ("dazu", frozenset({"p1", "p2"}))
    ]


@pytest.mark.parametrize("line", [",p1", "dazu,", "dazu,p9"])
def test_a_query_without_text_or_known_answer_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "queries.csv"
    path.write_text(f"query,ids\n{line}\n")

    with pytest.raises(ValueError, match="Query 1"):
        read_queries(path, KNOWN)


def test_records_are_the_real_ones_and_made_up_ones_that_repeat_themselves(places: Path) -> None:
    first = list(records_for([places], 20, seed=3))
    again = list(records_for([places], 20, seed=3))

    assert first == again
    assert [record.id for record in first[:3]] == ["p1", "p2", "p3"]
    assert len({record.id for record in first}) == 20
