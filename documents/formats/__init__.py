"""Readers of formats that know their structure. Each gives an Extraction with blocks; begin with builder.

builder     the text and its blocks, as a reader meets them
tables      rows under their column heads, for every format that has tables
archive     what is packed as zip, measured before it is unpacked
docx odt pptx xlsx csv html markdown text    one reader each
encoding    bytes of a text in any encoding
"""
