import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A release of llama.cpp's own server as a Python package; its processor code is AVX2. */
export const PACKAGE = 'xllamacpp==2026.10.11549'

export interface Peer {
  /** Lets the server continue prompts, all at the same time. Returns the tokens that it wrote. */
  write(prompts: readonly string[], tokens: number, seed: number): Promise<number>
  stop(): void
}

/** Starts llama.cpp's own server on a model, on one thread; installs it into a cache folder at the first call. */
export async function startPeer(model: string, slots: number, context: number): Promise<Peer> {
  const port = await freePort()
  const script = join(import.meta.dirname, 'server.py')
  const child = spawn(python(), [script, model, String(port), String(slots), String(context)], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  await untilListening(child)
  const address = `http://127.0.0.1:${port}/completion`
  async function complete(prompt: string, tokens: number, seed: number): Promise<number> {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        prompt,
        n_predict: tokens,
        temperature: 0.7,
        top_k: 0,
        top_p: 0.95,
        min_p: 0,
        seed,
        cache_prompt: false
      })
    })
    const { tokens_predicted: written } = (await response.json()) as { tokens_predicted?: number }
    if (written === undefined) throw new Error(`The server answered ${response.status}`)
    return written
  }
  return {
    async write(prompts, tokens, seed) {
      const counts = prompts.map((prompt, index) => complete(prompt, tokens, seed + index))
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
    },
    stop() {
      child.kill('SIGKILL')
    }
  }
}

function python(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const folder = join(cache, 'tandem-bench', PACKAGE.replace('==', '-'))
  const binary = join(folder, 'bin', 'python')
  if (!existsSync(join(folder, 'installed'))) {
    mkdirSync(folder, { recursive: true })
    execFileSync('python3', ['-m', 'venv', folder])
    execFileSync(binary, ['-m', 'pip', 'install', '--quiet', PACKAGE], { stdio: 'inherit' })
    mkdirSync(join(folder, 'installed'))
  }
  return binary
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
