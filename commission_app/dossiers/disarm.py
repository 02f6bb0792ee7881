"""Take out of a PDF whatever acts by itself, leads outside or carries another file, and say what it was.

Every object is looked at on its own and under guard: one malformed action must not protect the others.
"""

from collections.abc import Iterator
from contextlib import suppress

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

OUTLINE_LIMIT = 5_000
OUTLINE_DEPTH = 30
NESTING_LIMIT = 32  # of dictionaries written inside one another, without a reference

AUTOMATIC = "actions automatiques"
PROGRAMS = "programmes (JavaScript)"
FILES = "fichiers joints"
DYNAMIC_FORM = "formulaire dynamique (XFA)"
MEDIA = "sons, vidéos ou objets animés"
LEAVING = "liens vers d’autres fichiers ou programmes"
OUTLINE = "sommaire mal formé"
SIGNATURE = "signature électronique"
PROTECTION = "restrictions d’impression ou de copie"
UNSAID = ""  # private notes of the program that made the file: nothing to tell

_ACTIONS = {
    "/JavaScript": PROGRAMS,
    "/Launch": LEAVING,
    "/GoToR": LEAVING,
    "/GoToE": LEAVING,
    "/SubmitForm": LEAVING,
    "/ImportData": LEAVING,
    "/ResetForm": AUTOMATIC,
    "/Hide": AUTOMATIC,
    "/SetOCGState": AUTOMATIC,
    "/Trans": AUTOMATIC,
    "/Rendition": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/RichMediaExecute": MEDIA,
    "/GoTo3DView": MEDIA,
}
_ANNOTATIONS = {
    "/FileAttachment": FILES,
    "/RichMedia": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/Screen": MEDIA,
    "/3D": MEDIA,
}
_DRAWING_KEYS = {"/Type", "/Subtype", "/Rect", "/F", "/AP", "/AS"}
_ROOT_KEYS = {"/AA": AUTOMATIC, "/Collection": FILES, "/AF": FILES}
_NAME_KEYS = {
    "/JavaScript": PROGRAMS,
    "/EmbeddedFiles": FILES,
    "/Renditions": MEDIA,
    "/AlternatePresentations": MEDIA,
}
_ANYWHERE_KEYS = {"/AA": AUTOMATIC, "/JS": PROGRAMS, "/EF": FILES, "/PieceInfo": UNSAID}
_LISTS_OF_DICTIONARIES = ("/Annots", "/Next")


def disarm(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Disarm a document in place and return what was taken out, in French, without repetition."""
    removed = {PROTECTION} if pdf.is_encrypted else set()
    for step in (_catalog, _outline, _annotations, _every_object):
        removed.update(step(pdf))
    return tuple(sorted(removed - {UNSAID}))


def _catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clean the document's root: what happens at opening, named scripts and files, dynamic forms."""
    root = pdf.Root
    yield from _opening(root)
    yield from _without(root, _ROOT_KEYS)
    names, form = root.get("/Names"), root.get("/AcroForm")
    if isinstance(names, Dictionary):
        yield from _without(names, _NAME_KEYS)
    if isinstance(form, Dictionary):
        yield from _without(form, {"/XFA": DYNAMIC_FORM})


def _opening(root: Object) -> Iterator[str]:
    """Remove what happens at opening; going to a page is so usual that it is not worth a word."""
    action = root.get("/OpenAction")
    if action is None:
        return
    if isinstance(action, Dictionary) and action.get("/S") != Name.GoTo:
        yield AUTOMATIC
    del root["/OpenAction"]


def _outline(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Remove a table of contents that loops, or that no reader would follow."""
    outline = pdf.Root.get("/Outlines")
    if outline is not None and not _is_followable(outline):
        yield OUTLINE
        del pdf.Root["/Outlines"]


def _is_followable(outline: Object) -> bool:
    seen: set[tuple[int, int]] = set()
    waiting = [(outline, 0)]
    while waiting:
        item, depth = waiting.pop()
        if not isinstance(item, Dictionary) or depth > OUTLINE_DEPTH or len(seen) > OUTLINE_LIMIT:
            return False
        if item.objgen in seen:
            return False
        if item.is_indirect:
            seen.add(item.objgen)
        if "/First" in item:
            waiting.append((item["/First"], depth + 1))
        if depth and "/Next" in item:
            waiting.append((item["/Next"], depth))
    return True


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Keep of annotations that carry files, sounds or films nothing but their drawing: the icon stays."""
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, Array):
            for annotation in annotations.as_list():
                with suppress(Exception):  # a malformed annotation: the guard is for each, on purpose
                    yield from _annotation(annotation)


def _annotation(annotation: Object) -> Iterator[str]:
    word = _ANNOTATIONS.get(str(annotation.get("/Subtype")))
    if word:
        yield word
        for key in set(annotation.keys()) - _DRAWING_KEYS:
            del annotation[key]
        annotation["/Subtype"] = Name.Stamp


def _every_object(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Disarm actions wherever they hang, and forget files named or carried by any object."""
    for thing in pdf.objects:
        with suppress(Exception):  # a malformed object: the guard is per object, on purpose
            yield from _object(thing)


def _object(thing: Object) -> Iterator[str]:
    if isinstance(thing, Stream):
        yield from _without(thing, {"/F": LEAVING})  # its content would come from another file
        yield from _dictionary(thing.stream_dict)
    elif isinstance(thing, Dictionary):
        yield from _dictionary(thing)


def _dictionary(top: Object) -> Iterator[str]:
    """Disarm a dictionary and those written inside it."""
    waiting = [(top, 0)]
    while waiting:
        dictionary, depth = waiting.pop()
        kind = str(dictionary.get("/S"))
        if kind in _ACTIONS and "/K" not in dictionary:  # with /K, it is an element of the structure tree
            yield _ACTIONS[kind]
            for key in list(dictionary.keys()):
                del dictionary[key]
        if "/ByteRange" in dictionary:
            yield SIGNATURE
        yield from _without(dictionary, _ANYWHERE_KEYS)
        if depth < NESTING_LIMIT:
            waiting.extend((inner, depth + 1) for inner in _written_inside(dictionary))


def _written_inside(dictionary: Object) -> Iterator[Object]:
    for key, value in dictionary.items():
        if isinstance(value, Array) and key in _LISTS_OF_DICTIONARIES:
            yield from (item for item in value.as_list() if _is_written_here(item))
        elif _is_written_here(value):
            yield value


def _is_written_here(value: object) -> bool:
    return isinstance(value, Dictionary) and not value.is_indirect


def _without(dictionary: Object, keys: dict[str, str]) -> Iterator[str]:
    for key, word in keys.items():
        if key in dictionary:
            del dictionary[key]
            yield word
