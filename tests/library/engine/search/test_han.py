import ctypes
from pathlib import Path

import icu4py
import pytest

from landsea.library.engine.search.han import simplified_forms

#: Where CLDR swaps two characters, folding would not come to rest.
SWAPPED = {"苧", "苎", "薴"}


class Transform:
    """ICU's own transform, from the library inside icu4py, which does not offer it."""

    def __init__(self, name: str) -> None:
        folder = Path(icu4py.__file__).parent.parent / "icu4py.libs"
        found = sorted(folder.glob("libicui18n*.so.78*"))
        if not found:
            pytest.skip("icu4py came with another ICU, or with none of its own.")
        self._icu = ctypes.CDLL(str(found[0]))
        self._icu.utrans_openU_78.restype = ctypes.c_void_p
        code = ctypes.c_int(0)
        letters = (ctypes.c_uint16 * len(name))(*map(ord, name))
        self._transform = self._icu.utrans_openU_78(
            letters, len(name), 0, None, 0, None, ctypes.byref(code)
        )
        assert code.value <= 0

    def __call__(self, text: str) -> str:
        encoded = text.encode("utf-16-le")
        units = len(encoded) // 2
        buffer = (ctypes.c_uint16 * (units * 4 + 16))()
        ctypes.memmove(buffer, encoded, len(encoded))
        length, limit, code = ctypes.c_int32(units), ctypes.c_int32(units), ctypes.c_int(0)
        self._icu.utrans_transUChars_78(
            ctypes.c_void_p(self._transform),
            buffer,
            ctypes.byref(length),
            len(buffer),
            0,
            ctypes.byref(limit),
            ctypes.byref(code),
        )
        assert code.value <= 0
        return bytes(buffer)[: limit.value * 2].decode("utf-16-le")


def test_the_table_is_the_transform_of_icu() -> None:
    simplify = Transform("Traditional-Simplified")
    characters = [
        chr(code_point)
        for block in (range(0x3400, 0xA000), range(0x20000, 0x323B0))
        for code_point in block
    ]

    simplified = {each: simplify(each) for each in characters}

    changed = {each: to for each, to in simplified.items() if each != to}
    without_swapped = {each: to for each, to in changed.items() if each not in SWAPPED}
    table = dict(simplified_forms())
    assert {each: to for each, to in table.items() if each not in SWAPPED} == without_swapped
    assert {table.get(each, each) for each in SWAPPED} == {"苎"}


def test_a_simplified_form_is_not_simplified_further() -> None:
    table = simplified_forms()

    assert not set(table.values()) & set(table)
