"""A page of a PDF: its glyphs to lines of text in reading order, or its picture to text.

pdfium     opens files, with one sentence for each trouble; PDFium is used by one thread at a time
glyphs     what stands where on a page
lines      glyphs to lines, words parted
bidi       a line as it is seen to a line as it is read
columns    lines in reading order
ocr        text of a page's picture, by Tesseract
"""
