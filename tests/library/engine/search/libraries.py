"""Small libraries for tests of the search."""

from landsea.library.engine.search.memory import MemoryIndex
from landsea.library.engine.search.records import NameRole, SearchName, SearchRecord

PLACES: dict[str, dict[str, str]] = {
    "carvings": {"zh-Hans": "大足石刻景区", "en": "Dazu Rock Carvings", "area": "重庆"},
    "carvings-museum": {"zh-Hans": "重庆大足石刻艺术博物馆", "en": "Art Museum of Dazu"},
    "dazu-park": {"zh-Hans": "大足香国公园", "area": "重庆"},
    "palace": {"zh-Hant": "瀋陽故宮", "en": "Shenyang Imperial Palace"},
    "hongya": {"zh-Hans": "洪崖洞"},
    "changbai": {"zh-Hans": "长白岛"},
    "wat-chalong": {"th": "วัดฉลอง", "en": "Wat Chalong"},
    "emerald": {"th": "วัดพระแก้ว"},
    "jomtien": {"th": "หาดจอมเทียน"},
    "ko-lan": {"th": "เกาะล้าน"},
    "cuc-phuong": {"vi": "Vườn quốc gia Cúc Phương"},
    "ba-na": {"vi": "Bà Nà"},
    "fine-arts": {"vi": "Bảo tàng Mỹ thuật Đà Nẵng", "area": "Đà Nẵng"},
    "botanic": {"en": "Singapore Botanic Gardens", "fr": "Jardins botaniques de Singapour"},
    "bays": {"en": "Gardens by the Bay", "area": "Singapore"},
    "heaven": {"en": "Temple of Heaven", "former": "Altar of the Sky"},
    "angkor": {"fr": "L’Empereur d’Angkor"},
}


def make_record(record_id: str, names: dict[str, str], *, fame: int = 0) -> SearchRecord:
    """Returns a record with names by language; `area` and `former` are roles."""
    roles = {"area": NameRole.AREA, "former": NameRole.FORMER}
    listed = tuple(
        SearchName(text, "" if key in roles else key, roles.get(key, NameRole.MAIN))
        for key, text in names.items()
    )
    return SearchRecord(id=record_id, names=listed, fame=fame)


def make_index(places: dict[str, dict[str, str]] | None = None) -> MemoryIndex:
    """Returns an index of some places, or of the usual ones."""
    chosen = PLACES if places is None else places
    return MemoryIndex.of(make_record(place, names) for place, names in chosen.items())


def named(*names: str) -> MemoryIndex:
    """Returns an index of records with one English name each; the name is the id."""
    return MemoryIndex.of(make_record(name, {"en": name}) for name in names)
