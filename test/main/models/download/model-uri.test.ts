import { expect, test } from 'vitest'
import { parseModelUri } from '../../../../src/main/models/download/model-uri.ts'

const hub = new URL('https://hub.example')

function addresses(uri: string): string[] {
  return parseModelUri(uri, { hub }).map(({ url }) => url.href)
}

test('reads a URI of the hub, with a folder and a revision or without', () => {
  expect(addresses('hf:user/repo/model.gguf')).toEqual([
    'https://hub.example/user/repo/resolve/main/model.gguf'
  ])
  expect(addresses('hf:user/repo/q4/model.gguf#v2')).toEqual([
    'https://hub.example/user/repo/resolve/v2/q4/model.gguf'
  ])
})

test('takes the address of a page about a file for the file', () => {
  expect(addresses('https://hub.example/user/repo/blob/main/model.gguf')).toEqual([
    'https://hub.example/user/repo/resolve/main/model.gguf'
  ])
})

test('fetches all parts of a split model', () => {
  const parts = parseModelUri('https://x.example/a/big-00001-of-00002.gguf?download=true', { hub })
  expect(parts.map(({ fileName, url }) => [fileName, url.href])).toEqual([
    ['big-00001-of-00002.gguf', 'https://x.example/a/big-00001-of-00002.gguf?download=true'],
    ['big-00002-of-00002.gguf', 'https://x.example/a/big-00002-of-00002.gguf?download=true']
  ])
})

test('takes names in any letters', () => {
  const [file] = parseModelUri('hf:user/repo/Größe [v2] 模型.gguf', { hub })
  expect(file!.fileName).toBe('Größe [v2] 模型.gguf')
  expect(decodeURIComponent(file!.url.pathname)).toBe(
    '/user/repo/resolve/main/Größe [v2] 模型.gguf'
  )
})

test.each([
  'https://example.com/%E0%A4%A.gguf',
  'https://example.com/a%00b.gguf',
  'https://example.com/a%3Ab.gguf',
  `https://example.com/${'long'.repeat(80)}.gguf`,
  'http://example.com/model.gguf',
  'ftp://example.com/model.gguf',
  'file:///etc/model.gguf',
  'https://example.com/model.bin',
  'https://example.com/..%2f..%2fevil.gguf',
  'https://example.com/.hidden.gguf',
  'hf:user/repo',
  'model.gguf'
])('refuses %s', (uri) => {
  expect(() => parseModelUri(uri, { hub })).toThrow(
    expect.objectContaining({ code: 'bad-address' })
  )
})
