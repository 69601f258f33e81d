"""Pinyin that somebody typed, taken apart into syllables."""

import re
from functools import lru_cache

#: The syllables of Standard Chinese without tones (Hanyu Pinyin, ISO 7098), `ü` written `u`.
_LISTED = """
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang
cao ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan
chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia
dian diao die ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng fo
fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai
han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao
jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken keng kong kou ku kua kuai
kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu
lo long lou lu luan lue lun luo ma mai man mang mao me mei men meng mi mian miao mie min ming
miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou
nu nuan nue nun nuo o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi
qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou
ru rua ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen
sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai
tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen
weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi
yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang
zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou
zu zuan zui zun zuo
"""
_SYLLABLES = frozenset(_LISTED.split())
_BEGINNINGS = frozenset(each[:end] for each in _SYLLABLES for end in range(1, len(each) + 1))
_LONGEST_SYLLABLE = 6
_LONGEST_QUERY = 60
_TONE_NUMBERS = re.compile(r"(?<=[a-z])[1-5](?![0-9])")
_TYPED_FOR_U_UMLAUT = re.compile(r"([ln])(?:v|u:)")


def without_tones(loose: str) -> str:
    """Returns typed pinyin as readings are kept: `da4zu2` as `dazu`, `lvshun` as `lushun`.

    Tone marks are gone in the loose form already.
    """
    return _TYPED_FOR_U_UMLAUT.sub(r"\1u", _TONE_NUMBERS.sub("", loose))


def is_syllable(letters: str) -> bool:
    """Says whether letters without tones are one syllable of pinyin."""
    return letters in _SYLLABLES


@lru_cache(maxsize=4096)
def split_syllables(letters: str) -> tuple[tuple[str, ...], ...]:
    """Lists up to two ways to read letters without spaces as syllables, the shortest first.

    `xian` is one syllable or two (xī'ān). If there is no other way, the last may be half typed:
    `dazushik` gives da, zu, shi, and the rest is dropped. Empty when the letters are not pinyin.
    """
    if not letters.isascii() or not letters.isalpha() or len(letters) > _LONGEST_QUERY:
        return ()
    whole = _ways(letters, {len(letters)})
    if whole:
        return whole
    shortest_rest = max(1, len(letters) - _LONGEST_SYLLABLE)
    half_typed = range(len(letters) - 1, shortest_rest - 1, -1)
    return _ways(letters, {end for end in half_typed if letters[end:] in _BEGINNINGS})


def _ways(letters: str, ends: set[int]) -> tuple[tuple[str, ...], ...]:
    """Lists the two shortest ways to read letters up to one of some places as syllables."""
    ways: list[list[tuple[str, ...]]] = [
        [()] if place in ends else [] for place in range(len(letters) + 1)
    ]
    for start in range(len(letters) - 1, -1, -1):
        longest = min(start + _LONGEST_SYLLABLE, len(letters))
        found = [
            (letters[start:end], *rest)
            for end in range(start + 1, longest + 1)
            if letters[start:end] in _SYLLABLES
            for rest in ways[end]
        ]
        ways[start] = sorted(ways[start] + found, key=lambda way: (len(way), way))[:2]
    return tuple(way for way in ways[0] if way)
