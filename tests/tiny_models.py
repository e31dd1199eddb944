"""Models of transformers, too small to know anything, made on the spot: what loads them can be tested offline."""

from __future__ import annotations

from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def save_tiny(folder: Path, kind: str, **config: object) -> Path:
    """Save a random BERT of that kind, such as BertForQuestionAnswering, with a tokenizer that spells words out."""
    import torch
    import transformers
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    pieces = [*special, *LETTERS, *(f"##{letter}" for letter in LETTERS), *".,?!'-$“”:"]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]",
        model_max_length=128,
    ).save_pretrained(folder)
    torch.manual_seed(7)
    made = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=130, **config,
    )
    getattr(transformers, kind)(made).save_pretrained(folder)
    return folder


def save_tiny_multilingual(folder: Path, prompts: dict[str, str] | None = None) -> Path:
    """Save a random sentence-transformers model of the kind of multilingual-e5: XLM-R, pieces of words with "▁" before.

    Its `prompts` are those that its makers wrote down; those of e5 wrote none.
    """
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

    special = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces = [*special, "▁die", "▁der", "▁", *LETTERS, *LETTERS.upper(), *"äöüßéèàñçÄÖÜ.,?!'-:¿¡“”„"]
    unigram = models.Unigram([(piece, -float(number + 1)) for number, piece in enumerate(pieces)], unk_id=3)
    tokenizer = Tokenizer(unigram)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>",
        cls_token="<s>", sep_token="</s>", model_max_length=128,
    ).save_pretrained(folder / "inner")
    torch.manual_seed(7)
    transformers.XLMRobertaModel(transformers.XLMRobertaConfig(
        vocab_size=len(pieces), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=132, pad_token_id=1, bos_token_id=0, eos_token_id=2, type_vocab_size=1,
    )).save_pretrained(folder / "inner")
    inner = Transformer(str(folder / "inner"), max_seq_length=128)
    made = SentenceTransformer(modules=[inner, Pooling(16), Normalize()], prompts=prompts or {}, device="cpu")
    made.save(str(folder))
    return folder
