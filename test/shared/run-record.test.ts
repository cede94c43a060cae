import { expect, test } from 'vitest'
import { UnreadableDocument } from '../../src/shared/documents/document-kind.ts'
import { runConfigs } from '../../src/shared/run-record.ts'

/** What version 1 wrote of a pair. */
const FIRST = {
  pair: {
    files: { target: '/models/t.gguf', draft: '/models/d.gguf', gpu: 'off', threads: 2 },
    target: { name: 't', path: '/models/t.gguf', sha256: 'a', bytes: 2 },
    draft: { name: 'd', path: '/elsewhere/d.gguf', sha256: 'b', bytes: 1 }
  }
}

test('paths of version 1 become the sources of files, and nothing else changes', () => {
  expect(runConfigs.upcast({ ...FIRST, repeats: 3 })).toEqual({
    repeats: 3,
    pair: {
      setup: {
        target: { kind: 'file', path: '/models/t.gguf' },
        draft: { kind: 'file', path: '/models/d.gguf' },
        gpu: 'off',
        threads: 2
      },
      target: {
        name: 't',
        source: { kind: 'file', path: '/models/t.gguf' },
        sha256: 'a',
        bytes: 2
      },
      draft: {
        name: 'd',
        source: { kind: 'file', path: '/elsewhere/d.gguf' },
        sha256: 'b',
        bytes: 1
      }
    }
  })
})

test.each([{}, { pair: null }, { pair: 'none' }, { pair: { files: 7, target: [] } }, FIRST])(
  'a configuration that lacks something is unreadable, not a crash: %j',
  (config) => {
    expect(() => runConfigs.read(config)).toThrow(UnreadableDocument)
  }
)
