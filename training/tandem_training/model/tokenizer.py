"""The byte-level BPE tokenizer: 512 tokens, digits single, runs under llama.cpp's `qwen2` pre-tokenizer.

Trained with a stricter splitting than it runs with, so that no merge depends on how punctuation and newlines are grouped.
`--from-gguf` takes the tokenizer of an existing model instead: a warm start needs the same tokens.
"""

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from tandem_training.paths import TOKENIZER

WORDS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|"
QWEN2 = WORDS + r' ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+'
STRICT = WORDS + r' ?[^\s\p{L}\p{N}]|[\r\n]{2}|[\r\n]|[^\S\r\n]+'
SPECIAL = ['<|endoftext|>', '<|im_start|>', '<|im_end|>']
SIZE = 512


def _splitting(pattern):
    return pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(pattern), 'isolated'), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )


def _finish(tokenizer):
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.pre_tokenizer = _splitting(QWEN2)
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    return tokenizer


def train(texts):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = _splitting(STRICT)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=SIZE - len(SPECIAL), initial_alphabet=alphabet, show_progress=False)
    )
    return _finish(tokenizer)


def from_gguf(path):
    from tandem_training.model.gguf_files import read_tokenizer

    tokens, merges = read_tokenizer(path)
    vocabulary = {token: index for index, token in enumerate(tokens) if token not in SPECIAL}
    return _finish(Tokenizer(models.BPE(vocab=vocabulary, merges=[tuple(merge.split(' ')) for merge in merges])))


def load(path=TOKENIZER):
    return Tokenizer.from_file(str(path))
