"""Pictures for tests of gates."""

import io
import re

import segno
from PIL import Image, ImageDraw

_STEP = re.compile(r"([Mmh])([-\d. ]+)")


def picture_of(text: str, *, scale: int = 5) -> bytes:
    """Returns a PNG picture of a QR code that holds a text."""
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def blank_picture(width: int = 200, height: int = 200) -> bytes:
    """Returns a PNG picture on which there is nothing."""
    out = io.BytesIO()
    Image.new("1", (width, height), 1).save(out, "PNG")
    return out.getvalue()


def picture_of_svg(svg: str, *, scale: int = 5) -> bytes:
    """Returns the one path of rows of squares, which is what our QR codes are, as PNG picture."""
    (box,) = re.findall(r'viewBox="0 0 (\d+) \1"', svg)
    (path,) = re.findall(r' d="([^"]+)"', svg)
    size = int(box) * scale
    picture = Image.new("L", (size, size), 255)
    draw = ImageDraw.Draw(picture)
    x = y = 0.0
    for step, numbers in _STEP.findall(path):
        values = [float(each) for each in re.findall(r"-?[\d.]+", numbers)]
        if step == "M":
            x, y = values
        elif step == "m":
            x, y = x + values[0], y + values[1]
        else:
            top = (y - 0.5) * scale
            right = x + values[0]
            draw.rectangle((x * scale, top, right * scale - 1, top + scale - 1), fill=0)
            x = right
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
