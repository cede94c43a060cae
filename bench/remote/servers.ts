import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { connect } from '../../src/inference/backends/server/connection.ts'
import { meetServer } from '../../src/inference/backends/server/meet-server.ts'
import { ServerModel } from '../../src/inference/backends/server/server-model.ts'
import { parseServerAddress } from '../../src/main/models/server-address.ts'
import { pythonWith } from '../peer/cached-packages.ts'
import type { Bench } from '../remote.ts'

/** Of the bundled target: a vLLM does not say it. */
const PARAMETERS = 19_080_576
const CONTEXT = 512

/** The model of a server, as Tandem uses it. */
export async function openServer(url: string, paths = 4): Promise<ServerModel> {
  const source = parseServerAddress(url, PARAMETERS)
  const server = await meetServer(source, connect(source.url))
  return ServerModel.create(server, { contextSize: CONTEXT, paths, exact: false })
}

/** The bundled target with weights of 32 bits, as a file. */
export function unquantised({ folder, models }: Bench): string {
  const path = join(folder, 'target.F32.gguf')
  const script = join(import.meta.dirname, '../real-models/unquantise.py')
  const python = pythonWith(['gguf==0.19.0', 'numpy==2.2.6'])
  execFileSync(python, [script, models.target, path], { stdio: 'pipe' })
  return path
}

/** What starts a vLLM on the processor, with the flags that docs/remote.md names. */
export function vllmCommand(
  { python, model }: NonNullable<Bench['vllm']>,
  port: number
): { readonly program: string; readonly args: readonly string[] } {
  return {
    program: python,
    args: [
      ...['-m', 'vllm.entrypoints.openai.api_server', '--model', model],
      ...['--host', '127.0.0.1', '--port', String(port), '--served-model-name', 'target'],
      ...['--dtype', 'float32', '--enforce-eager', '--max-num-seqs', '16', '--block-size', '32'],
      ...['--enable-prefix-caching', '--enable-prompt-tokens-details']
    ]
  }
}

/** So that a small machine can hold it, and nobody else is asked. */
export const VLLM_ENVIRONMENT = {
  VLLM_CPU_KVCACHE_SPACE: '1',
  VLLM_CPU_OMP_THREADS_BIND: 'nobind',
  VLLM_CPU_CI_ENV: '1',
  OMP_NUM_THREADS: '1',
  VLLM_NO_USAGE_STATS: '1',
  DO_NOT_TRACK: '1',
  HF_HUB_OFFLINE: '1',
  TRANSFORMERS_OFFLINE: '1'
}
