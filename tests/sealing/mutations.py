"""Ways to damage bytes, and to forge documents: each drawn from one source, so that a seed gives it again."""

import base64
import copy
import json
import struct
from collections.abc import Callable
from random import Random
from typing import Any

Damage = Callable[[Random, bytes, bytes], bytes]

CHUNK_BYTES = 65_536 + 16
_TELLING = (
    b"\0",
    b"\n",
    b"\r\n",
    b" ",
    b"-> ",
    b"---",
    b"=",
    b"A",
    b"\xff",
    b"\xc0\x80",
    b'"',
    b"{",
    b"[",
    b",",
)
_EDGES = 64  # where files say what they are, and where they end
_SHORT = 64


def damaged(random: Random, data: bytes, other: bytes) -> bytes:
    """Return bytes damaged in one to three ways; `other` is a second valid file of the same kind."""
    for _ in range(random.choices((1, 2, 3), (8, 2, 1))[0]):
        data = random.choice(DAMAGES)(random, data, other)
    return data


def _place(random: Random, data: bytes) -> int:
    """Draw a place: anywhere, or near an edge."""
    kind = random.random()
    if kind < 0.15:
        return random.randrange(min(_EDGES, len(data)) + 1)
    if kind < 0.35:
        return max(0, len(data) - random.randrange(_EDGES + 1))
    return random.randrange(len(data) + 1)


def _block(random: Random, data: bytes) -> tuple[int, int]:
    start = _place(random, data)
    longest = random.choice((1, 4, 16, _SHORT, 1024, len(data)))
    return start, min(len(data), start + 1 + random.randrange(max(1, longest)))


def _flip_bits(random: Random, data: bytes, _other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 8))):
        if changed:
            place = min(_place(random, data), len(data) - 1)
            changed[place] ^= 1 << random.randrange(8)
    return bytes(changed)


def _replace_byte(random: Random, data: bytes, _other: bytes) -> bytes:
    start = _place(random, data)
    byte = random.choice((random.randbytes(1), *_TELLING))
    return data[:start] + byte + data[start + 1 :]


def _insert(random: Random, data: bytes, _other: bytes) -> bytes:
    start = _place(random, data)
    added = random.choice((random.randbytes(random.randrange(1, _SHORT)), *_TELLING))
    return data[:start] + added + data[start:]


def _truncate(random: Random, data: bytes, _other: bytes) -> bytes:
    kept = _place(random, data)
    return data[:kept] if random.random() < 0.8 else data[kept:]


def _extend(random: Random, data: bytes, other: bytes) -> bytes:
    tails = (b"\0", b"\n", bytes(16), random.randbytes(_SHORT), data[-CHUNK_BYTES:], data, other)
    tail = random.choice(tails)
    return data + tail if random.random() < 0.8 else tail + data


def _remove_block(random: Random, data: bytes, _other: bytes) -> bytes:
    start, end = _block(random, data)
    return data[:start] + data[end:]


def _repeat_block(random: Random, data: bytes, _other: bytes) -> bytes:
    start, end = _block(random, data)
    return data[:end] + data[start:end] * random.choice((1, 1, 2, 9)) + data[end:]


def _erase_block(random: Random, data: bytes, _other: bytes) -> bytes:
    start, end = _block(random, data)
    filling = random.choice((b"\0", b"\xff", b"A"))
    return data[:start] + filling * (end - start) + data[end:]


def _move_block(random: Random, data: bytes, _other: bytes) -> bytes:
    start, end = _block(random, data)
    rest = data[:start] + data[end:]
    place = _place(random, rest)
    return rest[:place] + data[start:end] + rest[place:]


def _swap_with_other(random: Random, data: bytes, other: bytes) -> bytes:
    """Take a block from the same place of the other file."""
    start, end = _block(random, data)
    return data[:start] + other[start:end] + data[end:]


def _splice(random: Random, data: bytes, other: bytes) -> bytes:
    """Begin as one file and end as the other."""
    first, second = (data, other) if random.random() < 0.5 else (other, data)
    cut = _place(random, first)
    resumed = cut if random.random() < 0.6 else _place(random, second)
    return first[:cut] + second[resumed:]


def _change_number(random: Random, data: bytes, _other: bytes) -> bytes:
    """Overwrite what may be a length, a count or an offset."""
    form = random.choice(("<H", ">H", "<L", ">L", "<Q", ">Q"))
    size = struct.calcsize(form)
    if len(data) < size:
        return data
    start = min(_place(random, data), len(data) - size)
    (held,) = struct.unpack_from(form, data, start)
    top = (1 << 8 * size) - 1
    value = random.choice(
        (0, 1, top, top >> 1, held + 1, held - 1, len(data), held << 1, random.getrandbits(64))
    )
    return data[:start] + struct.pack(form, value & top) + data[start + size :]


def _change_digits(random: Random, data: bytes, _other: bytes) -> bytes:
    """Spell base64 otherwise: padding, the other alphabet, stray bits, a line broken elsewhere."""
    start = _place(random, data)
    end = data.find(b"\n", start)
    end = len(data) if end < 0 else end
    line = data[start:end]
    spellings = (
        line + b"=",
        line.rstrip(b"="),
        line.replace(b"+", b"-").replace(b"/", b"_"),
        line[:-1] + bytes([line[-1] ^ 1]) if line else b"=",
        line[: len(line) // 2] + b"\n" + line[len(line) // 2 :],
        line + b" ",
        line.swapcase(),
        base64.b64encode(line),
    )
    return data[:start] + random.choice(spellings) + data[end:]


def _change_lines(random: Random, data: bytes, other: bytes) -> bytes:
    """Repeat, drop, exchange or end lines otherwise; take one from the other file."""
    head, separator, tail = data.partition(b"\n--- ")  # of an age file: its header alone has lines
    lines = head.split(b"\n")
    one, two = random.randrange(len(lines)), random.randrange(len(lines))
    foreign = other.split(b"\n")
    match random.randrange(7):
        case 0:
            lines.insert(two, lines[one])
        case 1:
            del lines[one]
        case 2:
            lines[one], lines[two] = lines[two], lines[one]
        case 3:
            lines[one] += b"\r"
        case 4:
            lines = [line + b"\r" for line in lines]
        case 5:
            lines[one] = foreign[min(one, len(foreign) - 1)]
        case _:
            lines.insert(one, b"")
    return b"\n".join(lines) + separator + tail


def _move_chunk(random: Random, data: bytes, other: bytes) -> bytes:
    """Repeat, drop, exchange or borrow a sealed chunk of an age file, counted from its end or its payload."""
    begins = data.find(b"\n--- ")
    start = data.find(b"\n", begins + 1) + 1 + 16 if begins >= 0 else 0
    head, chunks = data[:start], [data[at : at + CHUNK_BYTES] for at in range(start, len(data), CHUNK_BYTES)]
    if not chunks:
        return data + bytes(CHUNK_BYTES)
    one, two = random.randrange(len(chunks)), random.randrange(len(chunks))
    match random.randrange(4):
        case 0:
            chunks.insert(two, chunks[one])
        case 1:
            del chunks[one]
        case 2:
            chunks[one], chunks[two] = chunks[two], chunks[one]
        case _:
            chunks[one] = other[-len(chunks[one]) :]
    return head + b"".join(chunks)


DAMAGES: tuple[Damage, ...] = (
    _flip_bits, _flip_bits, _flip_bits, _replace_byte, _replace_byte, _insert, _truncate, _extend,
    _remove_block, _repeat_block, _erase_block, _move_block, _swap_with_other, _splice, _change_number,
    _change_digits, _change_lines, _move_chunk,
)  # fmt: skip


# ------------------------------------------------------------------------------------------------ documents

STRANGE: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 5, 6, 2**53 - 1, 1 - 2**53, 2**53, 2**63, 2**64, 10**30, 10**400,
    1.0, 0.5, -0.0, 1e308, 1e-320, float("inf"), float("nan"),
    "", " ", "\0", "\x1b[2J", "\r\n", "\u2028", "\u202e", "\ufeff", "\ud800", "\udfff occulté", "é",
    "e\u0301", "\U0001f469\u200d\U0001f692", "\U0010ffff", "x" * 2000,
    "NE", "ne", "1e9", "1e999999999", "1/0", "-1", "1e-9", "\u0661", "0", "0002",
    "a" * 128, "A" * 128, "a" * 128 + "\n", "../../etc/passwd", "m07", "m08", "m99", "0001", "A1",
    "lot", "fiche", "carte", "brouillon", "2021-07-01t09:30:00", "2021-07-01", "2021-07-01T09:30:00\0",
    [], {}, [[]], [None], {"": ""}, {"a": 1}, {"é": 1}, {"x" * 200: 1},
    [0] * 50, [[0, 0, 0, 0]] * 3, [[0, 0, 0]],
)  # fmt: skip


def forged(random: Random, document: Any, other: Any) -> Any:
    """Return a document changed in one to three places; `other` is another valid one of the same kind."""
    root = {"": copy.deepcopy(document)}
    for _ in range(random.choices((1, 2, 3), (8, 2, 1))[0]):
        _forge_once(random, root, other)
    return root[""]


def _places(part: Any) -> list[tuple[Any, Any]]:
    """Return every container with each of its keys or ranks."""
    if isinstance(part, dict):
        own: list[tuple[Any, Any]] = [(part, key) for key in part]
        return own + [place for value in part.values() for place in _places(value)]
    if isinstance(part, list):
        own = [(part, rank) for rank in range(len(part))]
        return own + [place for value in part for place in _places(value)]
    return []


def _forge_once(random: Random, root: dict[str, Any], other: Any) -> None:
    places = _places(root)
    if len(places) == 1:  # nothing is left but one value
        root[""] = copy.deepcopy(random.choice((*STRANGE, other)))
        return
    inside, key = random.choice(places[1:])
    source, source_key = random.choice(_places({"": other}) if random.random() < 0.5 else places)
    match random.randrange(10):
        case 0 | 1 | 2:
            inside[key] = copy.deepcopy(random.choice(STRANGE))
        case 3 | 4:
            inside[key] = copy.deepcopy(source[source_key])
        case 5:
            del inside[key]
        case 6:
            _add(random, inside, key)
        case 7:
            inside[key] = _deep(random, inside[key])
        case 8:
            inside[key] = _other_kind(random, inside[key])
        case _:
            inside[key] = _near(random, inside[key])


def _add(random: Random, inside: Any, key: Any) -> None:
    value = copy.deepcopy(random.choice((*STRANGE, inside[key])))
    if isinstance(inside, list):
        inside.insert(random.randrange(len(inside) + 1), value)
    else:
        inside[random.choice(("roster", "", "type", "v", "é", "remark", "alternate_of", "recovery"))] = value


def _deep(random: Random, value: Any) -> Any:
    for _ in range(random.choice((1, 2, 11, 13, 100))):
        value = [value] if random.random() < 0.5 else {"a": value}
    return value


def _other_kind(random: Random, value: Any) -> Any:
    """Say the same thing with another type."""
    if isinstance(value, dict):
        return random.choice(
            (list(value.values()), [value], [list(item) for item in value.items()], str(value))
        )
    if isinstance(value, list):
        return random.choice(
            ({str(n): item for n, item in enumerate(value)}, value[:1], value * 2, value[::-1])
        )
    if isinstance(value, str):
        return random.choice(
            (
                [value],
                {"text": value},
                len(value),
                value.encode("utf-8", "surrogatepass").hex(),
                list(value[:20]),
            )
        )
    return random.choice(
        (str(value), [value], bool(value), float(value or 0) if not _is_huge(value) else None)
    )


def _is_huge(value: Any) -> bool:
    return isinstance(value, int) and abs(value) > 2**64


def _near(random: Random, value: Any) -> Any:
    """Say almost the same thing."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int | float):
        return value + random.choice((1, -1)) if not _is_huge(value) else 0
    if isinstance(value, str):
        place = random.randrange(len(value) + 1)
        sign = random.choice(("\0", " ", "\n", "A", "0", "\u0301", "\ud83d", "=", ""))
        return random.choice(
            (value[:place] + sign + value[place + 1 :], value + sign, value.swapcase(), value[::-1])
        )
    return random.sample(value, len(value)) if isinstance(value, list) else dict(reversed(value.items()))


def json_line(random: Random, document: Any) -> bytes:
    """Write a document, mostly in its canonical form; else spaced, escaped, unsorted, or a field twice."""
    form = random.random()
    if form < 0.85:
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    elif form < 0.9:
        text = json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    elif form < 0.95:
        text = json.dumps(document, ensure_ascii=False)
    else:
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if isinstance(document, dict) and document:
            name = random.choice(list(document))
            text = "{" + json.dumps({name: document[name]}, separators=(",", ":"))[1:-1] + "," + text[1:]
    return text.encode("utf-8", "surrogatepass")
