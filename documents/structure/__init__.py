"""From the lines of pages to blocks with a role. Begin with blocks.

blocks      puts the parts together: titles, headings, paragraphs, items, rows, footnotes; what is left out
lines       a line with what tells its role: size, weight, numbering, column
running     headers, footers and page numbers
contents    tables of contents
tables      rows and their heads, from lines in columns
headings    which lines are headings, and of which level
markers     numbering and bullets
"""

from documents.structure.blocks import LeftOut, Structure, structure_of

__all__ = ["LeftOut", "Structure", "structure_of"]
