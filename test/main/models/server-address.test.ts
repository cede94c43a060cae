import { expect, test } from 'vitest'
import { isServerAddress, parseServerAddress } from '../../../src/main/models/server-address.ts'
import { sourceText } from '../../../src/shared/model-source.ts'
import { UserError } from '../../../src/main/user-error.ts'

test.each([
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', null],
  ['http://127.0.0.1:8080/v1#target', 'http://127.0.0.1:8080', 'target'],
  [' HTTPS://GPU.example.org/v1/ ', 'https://gpu.example.org', null],
  ['https://host/llm/v1#org/model-7B', 'https://host/llm', 'org/model-7B'],
  ['http://[::1]:8080/#a%20b', 'http://[::1]:8080', 'a b']
])('%s is a server and its model', (text, url, model) => {
  expect(isServerAddress(text)).toBe(true)
  expect(parseServerAddress(text, 7e9)).toEqual({ kind: 'server', url, model, parameters: 7e9 })
})

test.each([
  ['http://user:secret@host/v1', /would be kept with every run/],
  ['http://host/v1?key=secret', /has no "\?key=secret"/],
  ['http://', /is no address of a server/],
  ['ftp://host/v1', /is no address of a server/],
  ['http://host:99999', /is no address of a server/],
  ['http://host/v1#%zz', /cannot be read/]
])('%s is refused', (text, why) => {
  expect(() => parseServerAddress(text)).toThrow(why)
  expect(() => parseServerAddress(text)).toThrow(UserError)
})

test('a source is told as it may be written', () => {
  const text = 'https://host/llm/v1#org/model-7B'
  expect(sourceText(parseServerAddress(text))).toBe(text)
})

test('a name of a model or a path is no address', () => {
  for (const text of ['qwen', './http/model.gguf', 'C:\\models\\x.gguf', 'httpd.gguf']) {
    expect(isServerAddress(text)).toBe(false)
  }
})
