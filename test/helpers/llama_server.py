"""llama_server.py MODEL PORT SLOTS: llama.cpp's own HTTP server, with slots of 512 tokens and one thread."""

import sys
import time

import xllamacpp

model, port, slots = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
params = xllamacpp.CommonParams()
params.model.path = model
params.model_alias = ["target"]
params.hostnames = ["127.0.0.1"]
params.port = port
params.n_parallel = slots
params.n_ctx = slots * 512
params.kv_unified = False
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
params.endpoint_metrics = True
params.endpoint_slots = True
params.endpoint_props = True
server = xllamacpp.Server(params)
print("listening", flush=True)
while True:
    time.sleep(3600)
