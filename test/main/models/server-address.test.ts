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
  ['http://user:secret@/', /would be kept with every run/],
  ['http://us er:secret@host', /a space or an invisible sign/],
  ['http://:secret@host:99999', /would be kept with every run/],
  ['http://localhost@evil', /would be kept with every run/],
  ['http://a@b:secret@evil', /would be kept with every run/],
  ['http://host/v1?key=secret', /no part behind a "\?"/],
  ['http://[?key=secret', /is no address of a server/],
  ['http://', /is no address of a server/],
  ['ftp://host/v1', /is no address of a server/],
  ['javascript:alert(1)', /is no address of a server/],
  ['file:///etc/passwd', /is no address of a server/],
  ['data:text/plain,x', /is no address of a server/],
  ['blob:http://host/x', /is no address of a server/],
  ['http://host:99999', /is no address of a server/],
  ['http://host:65536', /is no address of a server/],
  ['http://host:0', /at port 0/],
  ['http://host:-1', /is no address of a server/],
  ['http://[fe80::1%25eth0]:8080', /is no address of a server/],
  ['http://[::1', /is no address of a server/],
  ['http://good.example\n.evil.example', /a space or an invisible sign/],
  ['http://good\t.evil', /a space or an invisible sign/],
  ['http://ho\u200bst', /a space or an invisible sign/],
  ['http://host/\u202ev1', /a space or an invisible sign/],
  ['http://ho\ud800st', /a space or an invisible sign/],
  ['http://host\0', /a space or an invisible sign/],
  ['http://256.256.256.256', /is no address of a server/],
  [`http://${'a'.repeat(1e6)}`, /at most 2000 characters/],
  [`http://host/v1#${'a'.repeat(1e6)}`, /at most 2000 characters/],
  ['http://host/v1#%zz', /cannot be read/]
])('%j is refused', (text, why) => {
  expect(() => parseServerAddress(text)).toThrow(why)
  expect(() => parseServerAddress(text)).toThrow(UserError)
  expect(() => parseServerAddress(text)).not.toThrow(/secret|.{400}/)
})

test.each([
  ['http://ex\u0430mple.com', 'http://xn--exmple-4nf.com'],
  ['http://\uff45\uff56\uff49\uff4c.example', 'http://evil.example'],
  ['http://0x7f.1:80', 'http://127.0.0.1'],
  ['http://2130706433', 'http://127.0.0.1']
])('%j is shown as what it leads to: %s', (text, url) => {
  expect(parseServerAddress(text).url).toBe(url)
})

test('an address that is none is told with what to do', () => {
  const hintOf = (text: string) => {
    try {
      return parseServerAddress(text)
    } catch (error) {
      return (error as UserError).hint
    }
  }
  expect(hintOf('http://host:65536/v1')).toBe('Ports go from 1 to 65535.')
  expect(hintOf('http://host:0')).toBe('Ports go from 1 to 65535.')
  expect(hintOf('http://[fe80::1%eth0]')).toMatch(/with a zone/)
  expect(hintOf('http://')).toMatch(/^Write it as http:/)
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

test.each(['50%', '%zz', 'my model', 'a\nb', 'a#b?c', '\u202eevil', '../x', 'org/model-7B'])(
  'a model called %j is told in a way that is read as the same',
  (model) => {
    const source = { kind: 'server', url: 'http://host:1', model, parameters: null } as const
    expect(parseServerAddress(sourceText(source))).toEqual(source)
  }
)
