"""The reader: reads a question together with a passage; says whether the passage answers, and which sentence.

Begin at `reader.reader`, what serves: one small ONNX file over states that the encoder has made anyway.
`reader.encoding` makes these states, `reader.passages` keeps those of an index, `reader.windows` picks what
is read of a long passage, `reader.card` is what the file says about itself. `reader.training` makes the file
(`make reader`); torch stays in there, and nothing that serves imports it.
"""

from reader.errors import OtherEncoderError, ReaderError
from reader.passages import PassageStates, PassageStore
from reader.reader import Reader, Reading

__all__ = ["OtherEncoderError", "PassageStates", "PassageStore", "Reader", "ReaderError", "Reading"]
