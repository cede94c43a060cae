"""server.py MODEL.gguf PORT SLOTS CONTEXT: llama.cpp's own server, from the xllamacpp wheel, on one thread."""

import sys
import time

import xllamacpp

path, port, slots, context = sys.argv[1], *map(int, sys.argv[2:5])
params = xllamacpp.CommonParams()
params.model.path = path
params.hostnames = ["127.0.0.1"]
params.port = port
params.n_parallel = slots
params.n_ctx = context * slots
params.kv_unified = False
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print("listening", server.listening_address, flush=True)
while True:
    time.sleep(3600)
