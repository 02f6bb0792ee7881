"""The last pass over a printed file: structure tree, metadata, color profile and attachments (pikepdf).

What a file needs to be at once PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3). The same input always
gives the same bytes: the date is an argument and the identifier of the file is computed from its content.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from PIL import ImageCms

from commission_app.printing.tagging import Element, MarkedContent

LANGUAGE = "fr-FR"
PRODUCER = "commission_app"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True)
class Attachment:
    """A file carried by the document: the data it was printed from."""

    name: str
    content: bytes
    media_type: str
    description: str


def finish(
    drawn: bytes,
    root: Element,
    marks: Sequence[Sequence[Element]],
    *,
    title: str,
    author: str,
    date: datetime,
    attachment: Attachment | None = None,
) -> bytes:
    """Return the archivable file made from what was drawn and from the tree of its elements."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _drop_unembedded_fonts(pdf)
        _write_structure(pdf, root, marks)
        _write_catalog(pdf, title, author, date)
        if attachment:
            _attach(pdf, attachment, date)
        output = io.BytesIO()
        pdf.save(
            output,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return output.getvalue()


def _drop_unembedded_fonts(pdf: Pdf) -> None:
    """ReportLab lists Helvetica on every page, used or not; PDF/A wants embedded fonts only."""
    for page in pdf.pages:
        fonts = page.Resources.Font
        for name in [name for name, font in fonts.items() if "/FontDescriptor" not in font]:
            del fonts[name]


def _write_structure(pdf: Pdf, root: Element, marks: Sequence[Sequence[Element]]) -> None:
    _prune(root)
    writer = _StructureWriter(pdf)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = Array([writer.write(root, tree)])
    parents: list[Object | int] = []
    for number, page in enumerate(pdf.pages):
        page.obj.StructParents = number
        page.obj.Tabs = Name.S
        owners = [writer.written[id(element)] for element in marks[number]]
        parents.extend([number, pdf.make_indirect(Array(owners))])
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(parents)))
    tree.ParentTreeNextKey = len(marks)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _prune(element: Element) -> bool:
    """Take out what was never drawn; an empty cell stays, or its row would be short."""
    element.children = [
        child for child in element.children if isinstance(child, MarkedContent) or _prune(child)
    ]
    return bool(element.children) or element.tag in ("TD", "TH")


class _StructureWriter:
    """Writes elements as PDF objects and remembers which object each one became."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self.written: dict[int, Object] = {}

    def write(self, element: Element, parent: Object) -> Object:
        """Write an element and everything under it."""
        entry = Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent)
        if element.alt:
            entry.Alt = String(element.alt)
        if attributes := _attributes(element):
            entry.A = attributes
        first = next((child for child in element.children if isinstance(child, MarkedContent)), None)
        if first:
            entry.Pg = self._pages[first.page]
        written = self._pdf.make_indirect(entry)
        self.written[id(element)] = written
        children = [self._child(child, written, first) for child in element.children]
        if children:
            written.K = children[0] if len(children) == 1 else Array(children)
        return written

    def _child(
        self, child: Element | MarkedContent, parent: Object, first: MarkedContent | None
    ) -> Object | int:
        if isinstance(child, Element):
            return self.write(child, parent)
        if first and child.page == first.page:
            return child.mcid
        return Dictionary(Type=Name.MCR, Pg=self._pages[child.page], MCID=child.mcid)


def _attributes(element: Element) -> Dictionary | None:
    if element.box:
        box = Array([round(edge, 2) for edge in element.box])
        return Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)
    if element.attributes:
        values = {
            f"/{key}": Name(f"/{value}") if isinstance(value, str) else value
            for key, value in element.attributes.items()
        }
        return Dictionary({"/O": Name.Table, **values})
    return None


def _write_catalog(pdf: Pdf, title: str, author: str, date: datetime) -> None:
    profile = pdf.make_stream(_color_profile(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    values = {"title": title, "author": author, "language": LANGUAGE, "producer": PRODUCER}
    escaped = {name: escape(value) for name, value in values.items()}
    xmp = _XMP.format(**escaped, date=_xmp_date(date))
    pdf.Root.Metadata = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(title),
            Author=String(author),
            Creator=String(PRODUCER),
            Producer=String(PRODUCER),
            CreationDate=String(_pdf_date(date)),
            ModDate=String(_pdf_date(date)),
        )
    )


def _attach(pdf: Pdf, attachment: Attachment, date: datetime) -> None:
    stream = pdf.make_stream(
        attachment.content,
        Type=Name.EmbeddedFile,
        Subtype=Name(f"/{attachment.media_type}"),
        Params=Dictionary(
            Size=len(attachment.content),
            ModDate=String(_pdf_date(date)),
            CheckSum=String(hashlib.md5(attachment.content, usedforsecurity=False).digest()),
        ),
    )
    specification = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attachment.name),
            UF=String(attachment.name),
            Desc=String(attachment.description),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    files = Dictionary(Names=Array([String(attachment.name), specification]))
    if Name.Names not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(files)
    pdf.Root.AF = Array([specification])


@cache
def _color_profile() -> bytes:
    """Return the sRGB profile of LittleCMS, without the clock and the identifier it writes in the header."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes.fromhex("07ea00010001000000000000")  # date of creation: 1 January 2026
    profile[84:100] = bytes(16)  # profile identifier: absent
    return bytes(profile)


def _xmp_date(date: datetime) -> str:
    return date.replace(microsecond=0).isoformat()


def _pdf_date(date: datetime) -> str:
    """Write `D:20210610174200+02'00'`; without offset when the date has none."""
    offset = date.strftime("%z")
    return date.strftime("D:%Y%m%d%H%M%S") + (f"{offset[:3]}'{offset[3:5]}'" if offset else "")
