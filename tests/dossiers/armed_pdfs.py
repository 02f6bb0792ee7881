"""Documents that act, hide or carry something: one small armed document for each way to do so."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.reader.sample_pdfs import letter, saved

RECT = Array([300, 300, 400, 400])


def armed(arm: Callable[[Pdf], None], data: bytes | None = None) -> bytes:
    """Return the usual letter once armed."""
    with pikepdf.open(io.BytesIO(data or letter())) as pdf:
        arm(pdf)
        return saved(pdf)


def action(kind: str, **keys: Any) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name(f"/{kind}"), **keys)


def annotate(pdf: Pdf, subtype: str, **keys: Any) -> None:
    annotation = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=RECT, **keys)
    page = pdf.pages[0].obj
    page["/Annots"] = Array([*page.get("/Annots", Array()).as_list(), annotation])


def attached(pdf: Pdf) -> Object:
    carried = Dictionary(F=pdf.make_stream(b"MZ a program", Type=Name.EmbeddedFile))
    return pdf.make_indirect(Dictionary(Type=Name.Filespec, F="facture.exe", EF=carried))


def opening_script(pdf: Pdf) -> None:
    pdf.Root["/OpenAction"] = action("JavaScript", JS="app.alert(1)")


def opening_program(pdf: Pdf) -> None:
    pdf.Root["/OpenAction"] = action("Launch", F="cmd.exe")


def named_script(pdf: Pdf) -> None:
    names = Array([String("a"), action("JavaScript", JS="app.alert(1)")])
    pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=names))


def attached_file(pdf: Pdf) -> None:
    names = Array([String("facture.exe"), attached(pdf)])
    pdf.Root["/Names"] = Dictionary(EmbeddedFiles=Dictionary(Names=names))


def associated_file(pdf: Pdf) -> None:
    pdf.Root["/AF"] = Array([attached(pdf)])


def attachment_on_a_page(pdf: Pdf) -> None:
    annotate(pdf, "FileAttachment", FS=attached(pdf))


def film(pdf: Pdf) -> None:
    annotate(pdf, "Screen", A=action("Rendition"))


def page_action(pdf: Pdf) -> None:
    pdf.pages[0].obj["/AA"] = Dictionary(O=action("JavaScript", JS="app.alert(1)"))


def link_to_a_program(pdf: Pdf) -> None:
    annotate(pdf, "Link", A=action("Launch", F="cmd.exe"))


def link_to_another_file(pdf: Pdf) -> None:
    annotate(pdf, "Link", A=pdf.make_indirect(action("GoToR", F="autre.pdf", D=Array([0, Name.Fit]))))


def chained_script(pdf: Pdf) -> None:
    chain = Array([action("Named", N=Name.NextPage), action("JavaScript", JS="app.alert(1)")])
    annotate(pdf, "Link", A=action("URI", URI="mailto:a@b.fr", Next=chain))


def form_sent_away(pdf: Pdf) -> None:
    button = Dictionary(FT=Name.Btn, T="envoyer", A=action("SubmitForm", F="ailleurs"))
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([pdf.make_indirect(button)]))


def dynamic_form(pdf: Pdf) -> None:
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))


def outside_content(pdf: Pdf) -> None:
    image = pdf.make_stream(b"", F=Dictionary(F="image.raw"), FFilter=Name.FlateDecode)
    pdf.pages[0].obj.Resources["/Properties"] = Dictionary(P=image)


def looping_outline(pdf: Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title="Un"))
    item["/Next"] = item
    pdf.Root["/Outlines"] = pdf.make_indirect(Dictionary(First=item, Last=item))


def signature(pdf: Pdf) -> None:
    signed = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("x"))
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T="signature", V=pdf.make_indirect(signed)))
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]), SigFlags=3)
