import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pythonWith } from './cached-packages.ts'

/** A release of llama.cpp's own server as a Python package; its processor code is AVX2. */
export const PACKAGE = 'xllamacpp==2026.10.11549'

/** A token that was written greedily, and the most probable ones at its place, best first. */
export interface GreedyToken {
  readonly id: number
  readonly candidates: readonly { readonly id: number; readonly logprob: number }[]
}

export interface Peer {
  /** Lets the server continue prompts, all at the same time. Returns the tokens that it wrote. */
  write(prompts: readonly string[], tokens: number, seed: number): Promise<number>
  /** Continues a prompt of tokens greedily; the turn's end is the last token where it comes. */
  greedy(prompt: readonly number[], tokens: number): Promise<readonly GreedyToken[]>
  /** The tokens of a text without anything before or after it; special tokens in it count. */
  tokens(text: string): Promise<readonly number[]>
  stop(): void
}

/** Starts llama.cpp's own server on a model, on one thread; installs it into a cache folder at the first call. */
export async function startPeer(model: string, slots: number, context: number): Promise<Peer> {
  const port = await freePort()
  const script = join(import.meta.dirname, 'server.py')
  const child = spawn(
    pythonWith([PACKAGE]),
    [script, model, String(port), String(slots), String(context)],
    {
      stdio: ['ignore', 'pipe', 'ignore']
    }
  )
  await untilListening(child)
  async function ask<T extends object>(
    path: string,
    body: object,
    field: keyof T & string
  ): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${port}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
    const answer = (await response.json()) as T
    if (answer[field] === undefined) throw new Error(`The server answered ${response.status}`)
    return answer
  }
  async function complete(prompt: string, tokens: number, seed: number): Promise<number> {
    const sampling = { temperature: 0.7, top_k: 0, top_p: 0.95, min_p: 0, seed }
    const body = { prompt, n_predict: tokens, ...sampling, cache_prompt: false }
    const answer = await ask<{ tokens_predicted: number }>('completion', body, 'tokens_predicted')
    return answer.tokens_predicted
  }
  return {
    async write(prompts, tokens, seed) {
      const counts = prompts.map((prompt, index) => complete(prompt, tokens, seed + index))
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
    },
    async greedy(prompt, tokens) {
      const body = { prompt, n_predict: tokens, temperature: 0, n_probs: 5, cache_prompt: false }
      const { completion_probabilities: written } = await ask<{
        completion_probabilities: { id: number; top_logprobs: GreedyToken['candidates'] }[]
      }>('completion', body, 'completion_probabilities')
      return written.map(({ id, top_logprobs }) => ({ id, candidates: top_logprobs }))
    },
    async tokens(text) {
      const body = { content: text, add_special: false, parse_special: true }
      return (await ask<{ tokens: number[] }>('tokenize', body, 'tokens')).tokens
    },
    stop() {
      child.kill('SIGKILL')
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function untilListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (output: Buffer) => {
      if (output.toString().includes('listening')) resolve()
    })
    child.once('exit', (code) => {
      reject(new Error(`llama.cpp's server ended with code ${code}`))
    })
  })
}
