"""Pictures for the demo: drawn, not photographed, and labelled so."""

from colorsys import hls_to_rgb
from random import Random

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = (960, 720)
LABEL = "시연 자료 · 그린 그림"
_FONT = "vendor/pretendard-gov/1.3.9/dist/public/static/PretendardGOV-Bold.otf"
# One hue for each upper category, so that a shelf is recognised.
HUES = {"food": 0.09, "living": 0.36, "office": 0.60, "service": 0.52, "care": 0.93, "event": 0.75}


def draw(name: str, shelf: str, chance: Random) -> Image.Image:
    """Return a quiet picture with soft discs and the name on it; `shelf` is the code of an upper category."""
    hue = HUES.get(shelf, 0.5)
    picture = Image.new("RGB", SIZE, _tone(hue, 0.93))
    pen = ImageDraw.Draw(picture)
    for _disc in range(7):
        radius = chance.randint(60, 200)
        x, y = chance.randint(0, SIZE[0]), chance.randint(0, SIZE[1])
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_tone(hue, chance.uniform(0.80, 0.90)))
    pen.rounded_rectangle((80, 250, SIZE[0] - 80, 470), radius=36, fill="white")
    _centred(pen, name, 360, 62, _tone(hue, 0.25))
    _centred(pen, LABEL, SIZE[1] - 50, 26, _tone(hue, 0.35))
    return picture


def _tone(hue: float, lightness: float) -> tuple[int, int, int]:
    red, green, blue = hls_to_rgb(hue, lightness, 0.55)
    return round(red * 255), round(green * 255), round(blue * 255)


def _centred(pen: ImageDraw.ImageDraw, text: str, y: int, size: int, colour: tuple[int, int, int]) -> None:
    font = ImageFont.truetype(str(settings.BASE_DIR / "static" / _FONT), size)
    pen.text((SIZE[0] / 2, y), text, fill=colour, font=font, anchor="mm")
