import { afterEach, beforeEach, expect, test } from 'vitest'
import { resolveShorthand } from '../../../../src/main/models/download/hub-shorthand.ts'
import { serve, type FileServer } from './file-server.ts'

const LISTED: Readonly<Record<string, readonly string[]>> = {
  'maker/model-GGUF': [
    'README.md',
    'mmproj-model-Q8_0.gguf',
    'model-IQ4_XS.gguf',
    'model-Q4_K_M.gguf',
    'model-Q4_K_M-imat.gguf',
    'BF16/model-BF16-00001-of-00002.gguf',
    'BF16/model-BF16-00002-of-00002.gguf'
  ],
  'maker/single': ['only.gguf'],
  'maker/weights': ['model.safetensors']
}

let hub: FileServer
beforeEach(async () => {
  hub = await serve((request, response) => {
    const files = LISTED[(request.url ?? '').replace('/api/models/', '')]
    if (files === undefined) response.writeHead(404).end()
    else response.end(JSON.stringify({ siblings: files.map((rfilename) => ({ rfilename })) }))
  })
})
afterEach(() => hub.close())

function resolve(uri: string): Promise<string> {
  const { signal } = new AbortController()
  return resolveShorthand(uri, { hub: hub.url, token: 'hf_secret', signal })
}

test.each([
  ['maker/model-GGUF:Q4_K_M', 'hf:maker/model-GGUF/model-Q4_K_M.gguf'],
  ['maker/model-GGUF:iq4_xs', 'hf:maker/model-GGUF/model-IQ4_XS.gguf'],
  ['hf.co/maker/model-GGUF:BF16', 'hf:maker/model-GGUF/BF16/model-BF16-00001-of-00002.gguf'],
  ['maker/model-GGUF', 'hf:maker/model-GGUF/model-Q4_K_M.gguf'],
  ['maker/single', 'hf:maker/single/only.gguf']
])('%s means %s', async (shorthand, file) => {
  expect(await resolve(shorthand)).toBe(file)
})

test('says what there is where there is none of the kind', async () => {
  await expect(resolve('maker/model-GGUF:Q5_K_S')).rejects.toThrow(
    'has no Q5_K_S. It has: model-IQ4_XS.gguf, model-Q4_K_M.gguf'
  )
  await expect(resolve('maker/weights')).rejects.toThrow('has no .gguf files')
  await expect(resolve('maker/nothing')).rejects.toMatchObject({ code: 'not-found' })
})

test('asks nobody about whole addresses', async () => {
  for (const uri of ['hf:maker/single/only.gguf', 'https://x.example/a.gguf', 'only.gguf']) {
    expect(await resolve(uri)).toBe(uri)
  }
  expect(hub.requests).toHaveLength(0)
})
