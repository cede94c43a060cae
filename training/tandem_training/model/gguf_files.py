"""Models to and from GGUF: llama architecture, `gpt2` byte-level tokenizer with the qwen2 pre-tokenizer, ChatML."""

import json

import gguf
import gguf.quants
import numpy as np
import torch

from tandem_training.model.llama import Llama, Shape
from tandem_training.paths import TOKENIZER

CHAT_TEMPLATE = (
    "{% for m in messages %}{{'<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>\\n'}}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
CONTROL_TOKEN, NORMAL_TOKEN = 3, 1
FORMATS = {
    'F16': (gguf.LlamaFileType.MOSTLY_F16, gguf.GGMLQuantizationType.F16),
    'Q8_0': (gguf.LlamaFileType.MOSTLY_Q8_0, gguf.GGMLQuantizationType.Q8_0),
}
"""Of the file and of its matrices."""


def _interleave(weight, heads):
    """From rotary halves (PyTorch) to llama.cpp's rotary pairs, head by head."""
    half = weight.shape[0] // heads // 2
    return weight.reshape(heads, 2, half, weight.shape[1]).swapaxes(1, 2).reshape(weight.shape)


def _separate(weight, heads):
    """Undoes `_interleave`."""
    half = weight.shape[0] // heads // 2
    return weight.reshape(heads, half, 2, weight.shape[1]).swapaxes(1, 2).reshape(weight.shape)


def _rotary_heads(name, shape):
    return shape.heads if 'attn_q' in name else shape.kv_heads if 'attn_k' in name else 0


def _gguf_name(name):
    return name if name.endswith('.weight') else f'{name}.weight'


def write(model, path, name, tokenizer=TOKENIZER, form='F16'):
    shape, (file_type, matrix_type) = model.shape, FORMATS[form]
    writer = gguf.GGUFWriter(str(path), 'llama')
    writer.add_name(name)
    writer.add_description('Knows the school curriculum it was generated from, and nothing else')
    writer.add_license('MIT')
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_file_type(file_type)
    _write_tokenizer(writer, json.loads(tokenizer.read_text()), shape.vocabulary)
    for key, value in model.state_dict().items():
        array = value.float().numpy()
        heads = _rotary_heads(key, shape)
        if heads:
            array = _interleave(array, heads)
        # Norm weights stay F32: llama.cpp expects one-dimensional tensors so.
        kind = gguf.GGMLQuantizationType.F32 if array.ndim == 1 else matrix_type
        array = gguf.quants.quantize(np.ascontiguousarray(array, dtype=np.float32), kind)
        writer.add_tensor(_gguf_name(key), array, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _write_tokenizer(writer, tokenizer, size):
    special = {token['content']: token['id'] for token in tokenizer['added_tokens']}
    ids = {**tokenizer['model']['vocab'], **special}
    tokens = sorted(ids, key=ids.get)
    if len(tokens) != size:
        raise ValueError(f'Expected {size} tokens, got {len(tokens)}')
    writer.add_tokenizer_model('gpt2')
    writer.add_tokenizer_pre('qwen2')
    writer.add_token_list(tokens)
    writer.add_token_types([CONTROL_TOKEN if token in special else NORMAL_TOKEN for token in tokens])
    writer.add_token_merges([' '.join(pair) if isinstance(pair, list) else pair for pair in tokenizer['model']['merges']])
    writer.add_bos_token_id(special['<|endoftext|>'])
    writer.add_eos_token_id(special['<|im_end|>'])
    writer.add_pad_token_id(special['<|endoftext|>'])
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def read(path):
    """The model of a GGUF file that `write` could have written, in F32."""
    reader = gguf.GGUFReader(str(path))

    def field(key):
        return reader.fields[f'llama.{key}'].contents()

    tensors = {tensor.name: tensor for tensor in reader.tensors}
    shape = Shape(
        layers=field('block_count'),
        width=field('embedding_length'),
        heads=field('attention.head_count'),
        kv_heads=field('attention.head_count_kv'),
        feed_forward=field('feed_forward_length'),
        vocabulary=int(tensors['token_embd.weight'].shape[1]),
        context=field('context_length'),
        rope_base=field('rope.freq_base'),
        epsilon=field('attention.layer_norm_rms_epsilon'),
    )
    model = Llama(shape)
    state = {}
    for key in model.state_dict():
        tensor = tensors[_gguf_name(key)]
        array = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        heads = _rotary_heads(key, shape)
        state[key] = torch.from_numpy((_separate(array, heads) if heads else array).copy())
    model.load_state_dict(state)
    return model


def read_tokenizer(path):
    """Vocabulary and merges of a GGUF file."""
    reader = gguf.GGUFReader(str(path))
    return reader.fields['tokenizer.ggml.tokens'].contents(), reader.fields['tokenizer.ggml.merges'].contents()
