import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineFailure } from '../../../src/main/engine/engine.ts'
import { keepLog } from '../../../src/main/engine/engine-log.ts'
import { logError } from '../../../src/main/log-error.ts'

const SECRETS = [
  'hf_abcdefghijklmnop',
  'Authorization: Bearer abc.def-ghi',
  'https://cdn.example/x.gguf?X-Amz-Signature=0123abcd&a=b',
  'HF_TOKEN=secretsecret',
  'cookie: tandem-4127=aaaaBBBBccccDDDD-_'
]
const KEYS = /abcdefghijklmnop|abc\.def-ghi|0123abcd|secretsecret|aaaaBBBB/

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-log-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('what is logged', () => {
  it('keeps no key of what the inference process wrote', () => {
    keepLog(folder, {
      failure: new EngineFailure('model-died', `It died: ${SECRETS[0]}`),
      log: SECRETS
    })
    const [name] = readdirSync(folder)
    const kept = readFileSync(join(folder, name!), 'utf8')
    expect(kept).not.toMatch(KEYS)
    expect(kept.match(/\[token\]/g)).toHaveLength(SECRETS.length + 1)
  })

  it('keeps the newest twenty logs of the inference process, and what else lies there', () => {
    vi.useFakeTimers()
    writeFileSync(join(folder, 'mine.log'), '')
    for (let second = 0; second < 23; second++) {
      vi.setSystemTime(second * 1000)
      keepLog(folder, { failure: new EngineFailure('model-died', 'It died.'), log: [] })
    }
    vi.useRealTimers()
    const names = readdirSync(folder).sort()
    expect(names).toHaveLength(21)
    expect(names[0]).toContain('T00-00-03')
    expect(names.at(-1)).toBe('mine.log')
  })

  it('keeps no key of an error, its cause or its properties', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const cause = Object.assign(new Error(SECRETS[1]), { url: SECRETS[2], env: SECRETS[3] })
    logError('It failed:', new Error(SECRETS[0], { cause }))
    const text = String(said.mock.calls[0]?.[0])
    said.mockRestore()
    expect(text).toContain('It failed: Error: [token]')
    expect(text).not.toMatch(KEYS)
  })
})
