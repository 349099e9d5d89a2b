"""The tokenizer of the bundle in the two forms that libraries read."""

import io
import tempfile
from pathlib import Path

import sentencepiece as spm
from sentencepiece import sentencepiece_model_pb2 as model_pb2
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from encoder.bundle import Bundle

MASK_PIECE = "<mask>"


def build_tokenizer(bundle: Bundle) -> Tokenizer:
    """Return the unigram tokenizer of the bundle: its own map of code points, metaspace, <s> … </s>."""
    special = bundle.special
    tokenizer = Tokenizer(Unigram(list(_vocabulary(bundle)), unk_id=special.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Precompiled(_charsmap(bundle)), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="\u2581", prepend_scheme="always")
    bos, eos = bundle.pieces[special.bos][0], bundle.pieces[special.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, special.bos), (eos, special.eos)],
    )
    return tokenizer


def build_sentencepiece(bundle: Bundle) -> bytes:
    """Return the same tokenizer as a SentencePiece model, ids as the bundle has them."""
    special = bundle.special
    model = model_pb2.ModelProto()
    kinds = model_pb2.ModelProto.SentencePiece
    control = {special.bos, special.eos, special.pad}
    for number, (piece, score) in enumerate(bundle.pieces):
        kind = kinds.CONTROL if number in control or piece == MASK_PIECE else kinds.NORMAL
        kind = kinds.UNKNOWN if number == special.unk else kind
        model.pieces.add(piece=piece, score=score, type=kind)
    trainer = model.trainer_spec
    trainer.model_type = trainer.UNIGRAM
    trainer.vocab_size = len(bundle.pieces)
    for name, number in vars(special).items():
        setattr(trainer, f"{name}_id", number)
        setattr(trainer, f"{name}_piece", bundle.pieces[number][0])
    normalizer = model.normalizer_spec
    normalizer.precompiled_charsmap = _charsmap(bundle)
    normalizer.add_dummy_prefix = True
    normalizer.remove_extra_whitespaces = True
    normalizer.escape_whitespaces = True
    return bytes(model.SerializeToString())


def _vocabulary(bundle: Bundle) -> list[tuple[str, float]]:
    """Return (piece, score) by id, padded to the rows of the word embedding."""
    pieces = list(bundle.pieces)
    missing = bundle.shape.vocabulary - len(pieces)
    return pieces + [(f"<unused{number}>", -100.0) for number in range(missing)]


def _charsmap(bundle: Bundle) -> bytes:
    """Return the bundle's map of code points in SentencePiece's precompiled form.

    SentencePiece compiles a map only while it trains, so a throw-away model is trained on a few letters.
    """
    rules = io.StringIO()
    for code_point, outputs in bundle.code_points:
        rules.write(f"{code_point:X}\t{' '.join(f'{output:X}' for output in outputs)}\n")
    return _compile(rules.getvalue())


def _compile(rules: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rules.tsv"
        table.write_text(rules, encoding="utf-8")
        model = io.BytesIO()
        spm.SentencePieceTrainer.train(
            sentence_iterator=iter(["a b c d e f"] * 8),
            model_writer=model,
            vocab_size=12,
            model_type="unigram",
            hard_vocab_limit=False,
            normalization_rule_tsv=str(table),
            minloglevel=2,
        )
    proto = model_pb2.ModelProto()
    proto.ParseFromString(model.getvalue())
    return bytes(proto.normalizer_spec.precompiled_charsmap)
