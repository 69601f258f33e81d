"""QR codes: drawn for cards, read from pictures taken at a gate."""

import io
from typing import IO

import segno

from landsea.cards.errors import NoQrInPicture, NotAPicture

#: A picture of more pixels is refused before it is unpacked into memory.
MAX_PIXELS = 50_000_000


def draw(text: str) -> str:
    """Returns a QR code as inline SVG, without any style of its own."""
    drawing = io.BytesIO()
    segno.make_qr(text, error="m").save(
        drawing,
        kind="svg",
        xmldecl=False,
        svgns=True,
        svgclass="qr",
        lineclass=None,
        omitsize=True,
        border=4,
    )
    return drawing.getvalue().decode()


def read(picture: IO[bytes]) -> str:
    """Returns the text of the QR code in a picture."""
    import zxingcpp  # noqa: PLC0415 -- slow import
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- slow import

    try:
        image = Image.open(picture, formats=("JPEG", "PNG", "WEBP", "GIF", "BMP"))
        if image.width * image.height > MAX_PIXELS:
            raise NotAPicture(field="picture", value=f"{image.width} × {image.height}")
        pixels = image.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture(field="picture", value=type(error).__name__) from error
    found = zxingcpp.read_barcodes(
        pixels, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    texts = [code.text for code in found if code.text]
    if not texts:
        raise NoQrInPicture(field="picture", value="")
    return texts[0]
