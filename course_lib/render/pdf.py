"""A page of paper as PDF: Letter size, its own fonts, a title and a language, the same bytes every time.

What a person may have typed goes through one door: composed, without what is invisible, shaped where its
letters need it, and refused where they cannot be printed.
"""

from datetime import UTC, date, datetime, time
from functools import cache
from typing import cast

from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

from course_lib.folders import FONTS
from course_lib.render.letters import (
    UnprintableError,
    can_shape,
    missing_letters,
    needs_shaping,
    printed,
)

FONT = "DejaVu"
FILES = {"": FONTS / "DejaVuSans.ttf", "B": FONTS / "DejaVuSans-Bold.ttf"}
"""The files of the font, by style."""

INK, SOFT, ACCENT, LINE = (31, 35, 40), (87, 96, 106), (11, 92, 173), (208, 215, 222)
MARGIN = 20
"""Millimeters on each side."""

BOXES = 52
"""Millimeters beside a skill for initials and a date."""


class Sheet(FPDF):
    """A Letter page that is written from top to bottom, so that it is also read aloud in this order."""

    def __init__(self, title: str, on: date) -> None:
        """`title` is what a screen reader says first; `on` the date that the file bears."""
        super().__init__(format="Letter")
        self.alias_nb_pages(cast(str, None))  # or "{nb}" in a name would be printed as the number of pages
        self.set_lang("en-US")
        self.set_title(printed(title))
        self.set_creator("Back spasm course")
        self.set_producer("fpdf2")
        self.set_creation_date(datetime.combine(on, time(12), UTC))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        for style, path in FILES.items():
            self.add_font(FONT, style, path)
        self.add_page()

    def line_of(
        self, text: str, size: float = 10, *, bold: bool = False, soft: bool = False, after: float = 1
    ) -> None:
        """Write a paragraph; `size` in points, `after` the room below it in millimeters."""
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*(SOFT if soft else INK))
        self.words(text, size * 0.5)
        self.ln(after)

    def heading(self, text: str, *, to_initial: bool = False) -> None:
        """Write the heading of a part, with a line above it, not alone at the end of a page.

        `to_initial` puts the names of the boxes beside it, see `to_initial`.
        """
        if self.will_page_break(24):
            self.add_page()
        self.ln(2)
        self.set_draw_color(*LINE)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(2.5)
        self.set_font(FONT, "B", 11)
        self.set_text_color(*ACCENT)
        self.cell(self.epw - BOXES, 6, text)
        if to_initial:
            self.set_font(FONT, "", 8)
            self.set_text_color(*SOFT)
            self.cell(4)
            self.cell(22, 6, "Initials")
            self.cell(26, 6, "Date")
        self.ln(6.5)

    def fact(self, name: str, value: str, width: float = 48) -> None:
        """Write a name and its value on one line; nothing where there is no value."""
        if not value:
            return
        self.set_font(FONT, "", 10)
        self.set_text_color(*SOFT)
        self.cell(width, 5.4, name)
        self.set_text_color(*INK)
        self.words(value, 5.4)

    def to_initial(self, text: str) -> None:
        """Write a skill, with a box for initials and one for a date beside it."""
        self.set_font(FONT, "", 9)
        self.set_text_color(*INK)
        wide, high = self.epw - BOXES, 4.6
        lines = self.multi_cell(wide, high, text, dry_run=True, output=MethodReturnValue.LINES)
        height = max(high * len(cast(list[str], lines)), 6.0)
        if self.will_page_break(height + 2):
            self.add_page()
        top = self.get_y()
        self.multi_cell(wide, high, text, align="L")
        self.set_draw_color(*SOFT)
        self.rect(self.l_margin + wide + 4, top, 20, height)
        self.rect(self.l_margin + wide + 26, top, 26, height)
        self.set_xy(self.l_margin, top + height + 1.6)

    def rule_to_sign(self, *names: str) -> None:
        """Draw a line to write on for each name, side by side, with the name below it."""
        if self.will_page_break(22):
            self.add_page()
        self.ln(12)
        wide = (self.epw - 8 * (len(names) - 1)) / len(names)
        self.set_draw_color(*INK)
        top = self.get_y()
        for place in range(len(names)):
            left = self.l_margin + place * (wide + 8)
            self.line(left, top, left + wide, top)
        self.set_font(FONT, "", 8)
        self.set_text_color(*SOFT)
        self.ln(1)
        for place, name in enumerate(names):
            self.set_x(self.l_margin + place * (wide + 8))
            self.cell(wide, 4, name)
        self.ln(5)

    def finished(self) -> bytes:
        """Return the file; nothing more can be written then."""
        content = bytes(self.output())
        self.close_fonts()
        return content

    def words(self, text: str, height: float) -> None:
        """Write a text, in lines of a `height` in millimeters. Raises UnprintableError."""
        text = printed(text)
        if missing := unprintable(text):
            self.close_fonts()
            raise UnprintableError("letters_not_on_paper", letters=missing)
        self.set_text_shaping(needs_shaping(text))
        self.multi_cell(0, height, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.set_text_shaping(False)

    def close_fonts(self) -> None:
        """Close the files of the fonts."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()


def unprintable(text: str) -> str:
    """Return the letters of a text that cannot be printed, each once."""
    return missing_letters(text, _glyphs(), can_shape())


@cache
def _glyphs() -> frozenset[int]:
    """Return the code points that each of the fonts has a shape for."""
    sheet = Sheet("", date(2000, 1, 1))
    sheet.close_fonts()
    fonts = (font for font in sheet.fonts.values() if isinstance(font, TTFFont))
    return frozenset.intersection(*(frozenset(font.cmap) for font in fonts))
