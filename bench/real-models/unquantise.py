"""unquantise.py FROM.gguf TO.gguf: the same model with weights of 32 bits (needs the package gguf from PyPI).

Quantised weights are multiplied by quantised activations, whose rounding makes two orders of adding up differ by tenths
of a nat. Without it, two correct programs agree to the fourth digit: what differs then is a fault.
"""

import sys

import numpy as np
from gguf import GGMLQuantizationType, GGUFReader, GGUFValueType, GGUFWriter
from gguf.quants import dequantize

source, goal = sys.argv[1:3]
reader = GGUFReader(source)
writer = GGUFWriter(goal, reader.fields["general.architecture"].contents())
for name, field in reader.fields.items():
    if name.startswith("GGUF.") or name in ("general.architecture", "general.file_type"):
        continue
    kind, *of = field.types
    writer.add_key_value(name, field.contents(), kind, of[0] if kind == GGUFValueType.ARRAY else None)
writer.add_file_type(0)
for tensor in reader.tensors:
    weights = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
    writer.add_tensor(tensor.name, weights, raw_dtype=GGMLQuantizationType.F32)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
