import { seeded } from '../random-weights.ts'
import { soundModel, TOKENS } from './base.ts'
import { encode, entry, string, u32, u64, TYPES, type RawGguf, type RawValue } from './raw-gguf.ts'

export interface HostileFile {
  readonly name: string
  /**
   * `refuse`: the app must not run it. `survive`: it may be harmless, and only the app's life is asked for.
   */
  readonly expect: 'refuse' | 'survive'
  readonly bytes: () => Uint8Array
}

type Spoil = (file: RawGguf) => void

function spoilt(name: string, spoil: Spoil, expect: HostileFile['expect'] = 'refuse'): HostileFile {
  return {
    name,
    expect,
    bytes() {
      const file = soundModel()
      spoil(file)
      return encode(file).bytes
    }
  }
}

function raw(name: string, bytes: () => Uint8Array): HostileFile {
  return { name, expect: 'refuse', bytes }
}

function set(key: string, value: RawValue): Spoil {
  return (file) => file.metadata.set(key, value)
}

function without(...keys: readonly string[]): Spoil {
  return (file) => {
    for (const key of keys) file.metadata.delete(key)
  }
}

function tensor(name: string, change: Partial<ReturnType<typeof tensorOf>>): Spoil {
  return (file) => Object.assign(tensorOf(file, name), change)
}

function tensorOf(file: RawGguf, name: string) {
  const found = file.tensors.get(name)
  if (found === undefined) throw new Error(`No tensor ${name}`)
  return found
}

function cut(name: string, at: (encoded: ReturnType<typeof encode>) => number): HostileFile {
  return raw(name, () => {
    const encoded = encode(soundModel())
    return encoded.bytes.subarray(0, at(encoded))
  })
}

function noise(length: number, seed: number): Uint8Array {
  const random = seeded(seed)
  return Uint8Array.from({ length }, () => random() * 256)
}

const QUERY = 'blk.0.attn_q.weight'

function containers(): HostileFile[] {
  return [
    raw('empty', () => new Uint8Array(0)),
    raw('noise', () => noise(1 << 20, 1)),
    raw('magic-then-noise', () => Buffer.concat([Buffer.from('GGUF'), noise(1 << 20, 2)])),
    raw('version-then-noise', () =>
      Buffer.concat([Buffer.from('GGUF'), u32(3), noise(1 << 20, 3)])
    ),
    raw('web-page', () => Buffer.from('<html>404 not found</html>')),
    raw('four-bytes', () => Buffer.from('GGUF')),
    spoilt('magic-ggml', (file) => (file.magic = 'GGML')),
    ...[0, 1, 99, 0x0300_0000].map((version) =>
      spoilt(`version-${version}`, (file) => (file.version = version))
    ),
    cut('cut-in-counts', () => 12),
    cut('cut-in-metadata', () => 600),
    cut('cut-in-tensor-list', ({ header }) => header - 200),
    cut('cut-before-data', ({ header }) => header),
    cut('cut-in-data', ({ header, bytes }) => header + Math.floor((bytes.length - header) / 2))
  ]
}

function sizes(): HostileFile[] {
  const longString = (length: number | bigint) => (file: RawGguf) => {
    file.extra = Buffer.concat([
      string('evil.key'),
      u32(TYPES.string),
      u64(length),
      Buffer.from('abc')
    ])
  }
  const longArray = (of: number, length: number | bigint) => (file: RawGguf) => {
    file.extra = Buffer.concat([
      string('evil.list'),
      u32(TYPES.array),
      u32(of),
      u64(length),
      new Uint8Array(16)
    ])
  }
  return [
    spoilt('string-2e62', longString(1n << 62n)),
    spoilt('string-2e32', longString(1n << 32n)),
    spoilt('string-minus-1', longString(-1)),
    spoilt('string-1g', longString(1 << 30)),
    spoilt('array-2e62', longArray(TYPES.u8, 1n << 62n)),
    spoilt('array-2e33', longArray(TYPES.u8, 1n << 33n)),
    spoilt('array-strings-2e40', longArray(TYPES.string, 1n << 40n)),
    spoilt('array-of-arrays', longArray(TYPES.array, 2)),
    spoilt('array-unknown-type', longArray(55, 2)),
    spoilt('value-unknown-type', (file) => {
      file.extra = Buffer.concat([string('evil'), u32(77), new Uint8Array(16)])
    }),
    spoilt('key-2e40', (file) => (file.extra = Buffer.concat([u64(1n << 40n), Buffer.from('k')]))),
    spoilt('key-count-2e60', (file) => (file.keyCount = 1n << 60n)),
    spoilt('key-count-0', (file) => (file.keyCount = 0)),
    spoilt('key-count-plus-1', (file) => (file.keyCount = file.metadata.size + 1)),
    spoilt('tensor-count-2e60', (file) => (file.tensorCount = 1n << 60n)),
    spoilt('tensor-count-0', (file) => (file.tensorCount = 0)),
    spoilt('tensor-count-minus-1', (file) => (file.tensorCount = file.tensors.size - 1)),
    spoilt('key-twice', (file) => (file.extra = entry('general.name', ['string', 'again']))),
    spoilt('key-empty', (file) => (file.extra = entry('', ['string', 'x']))),
    spoilt('key-proto', set('__proto__.polluted', ['string', 'yes'])),
    spoilt('key-constructor', set('general.constructor.prototype.polluted', ['string', 'yes'])),
    spoilt('array-empty', set('e.list', ['array', 'u32', []]), 'survive')
  ]
}

function shapes(): HostileFile[] {
  return [
    spoilt('shape-2e62', tensor(QUERY, { dims: [2 ** 62, 4] })),
    spoilt('shape-overflow', tensor(QUERY, { dims: [2 ** 31, 2 ** 31] })),
    spoilt('shape-minus-64', tensor(QUERY, { dims: [2 ** 64 - 2048, 4] })),
    spoilt('shape-0', tensor(QUERY, { dims: [0, 64] })),
    spoilt('shape-table-2e36', tensor('token_embd.weight', { dims: [64, 2 ** 36] })),
    spoilt('shape-mismatch', tensor(QUERY, { dims: [64, 128] })),
    spoilt('shape-table-short', tensor('token_embd.weight', { dims: [64, 100] })),
    ...[0, 5, 100, 2 ** 31].map((rank) => spoilt(`rank-${rank}`, tensor(QUERY, { rank }))),
    ...[4, 24, 36, 999].map((type) => spoilt(`type-${type}`, tensor(QUERY, { type }))),
    spoilt('type-q8_0-misfit', tensor(QUERY, { type: 8 })),
    spoilt('type-q4_k-misfit', tensor(QUERY, { type: 12 })),
    spoilt('offset-2e40', tensor('output.weight', { offset: 2 ** 40 })),
    spoilt('offset-7', tensor('output.weight', { offset: 7 })),
    spoilt('offset-minus-32', tensor('output.weight', { offset: -32n })),
    spoilt('offset-overlap', tensor('output.weight', { offset: 0 })),
    ...[0, 3, 2 ** 30].map((value) =>
      spoilt(`alignment-${value}`, set('general.alignment', ['u32', value]))
    ),
    spoilt('tensor-missing', (file) => file.tensors.delete('blk.1.ffn_up.weight')),
    spoilt('tensor-layer-missing', (file) => {
      for (const name of [...file.tensors.keys()]) {
        if (name.startsWith('blk.1.')) file.tensors.delete(name)
      }
    }),
    spoilt('tensor-table-missing', (file) => file.tensors.delete('token_embd.weight')),
    spoilt('tensor-extra', (file) => file.tensors.set('evil', { name: 'evil.weight', dims: [8] })),
    spoilt('tensor-twice', (file) => file.tensors.set('again', { name: QUERY, dims: [64, 64] })),
    spoilt('tensor-long-name', (file) =>
      file.tensors.set('long', { name: 'n'.repeat(5000), dims: [8] })
    ),
    spoilt('tensor-no-name', (file) => file.tensors.set('none', { name: '', dims: [8] }))
  ]
}

function hyperparameters(): HostileFile[] {
  const whole = (key: string, ...values: readonly number[]) =>
    values.map((value) => spoilt(`${key}-${value}`, set(`llama.${key}`, ['u32', value])))
  return [
    ...whole('block_count', 0, 3, 600, 1_000_000_000),
    ...whole('attention.head_count', 0, 7, 4_000_000_000),
    ...whole('attention.head_count_kv', 0, 3, 8, 1_000_000),
    ...whole('embedding_length', 0, 32, 0xffff_ffff),
    ...whole('context_length', 0, 0xffff_ffff),
    ...whole('rope.dimension_count', 7, 64),
    ...whole('attention.key_length', 0, 24, 1 << 30),
    ...whole('attention.value_length', 0, 1 << 30),
    ...whole('expert_used_count', 5),
    spoilt('rope.dimension_count-0', set('llama.rope.dimension_count', ['u32', 0]), 'survive'),
    spoilt('feed_forward_length-0', set('llama.feed_forward_length', ['u32', 0])),
    spoilt('experts-5-of-2', (file) => {
      set('llama.expert_count', ['u32', 2])(file)
      set('llama.expert_used_count', ['u32', 5])(file)
    }),
    spoilt('experts-million', (file) => {
      set('llama.expert_count', ['u32', 1_000_000])(file)
      set('llama.expert_used_count', ['u32', 2])(file)
    }),
    spoilt('experts-without-tensors', (file) => {
      set('llama.expert_count', ['u32', 4])(file)
      set('llama.expert_used_count', ['u32', 2])(file)
    }),
    spoilt('block_count-missing', without('llama.block_count')),
    spoilt('head_count-missing', without('llama.attention.head_count')),
    spoilt('context_length-missing', without('llama.context_length')),
    spoilt('epsilon-missing', without('llama.attention.layer_norm_rms_epsilon')),
    ...[Number.NaN, Infinity, -1].map((value) =>
      spoilt(`epsilon-${value}`, set('llama.attention.layer_norm_rms_epsilon', ['f32', value]))
    ),
    ...[Number.NaN, 0, -Infinity].map((value) =>
      spoilt(`freq_base-${value}`, set('llama.rope.freq_base', ['f32', value]))
    ),
    spoilt('block_count-text', set('llama.block_count', ['string', 'two'])),
    spoilt('head_count-real', set('llama.attention.head_count', ['f32', 4])),
    spoilt('head_count-short-list', set('llama.attention.head_count', ['array', 'u32', [4]])),
    spoilt('head_count-zeros', set('llama.attention.head_count', ['array', 'u32', [0, 0]])),
    spoilt(
      'head_count-600-items',
      set('llama.attention.head_count', ['array', 'u32', Array.from({ length: 600 }, () => 4)])
    )
  ]
}

function architectures(): HostileFile[] {
  const named = (name: string, expect: HostileFile['expect'] = 'refuse') =>
    spoilt(`architecture-${name || 'empty'}`, set('general.architecture', ['string', name]), expect)
  return [
    ...['nosuch', '', '__proto__', 'mamba', 'qwen2', 'bert', 'clip', 't5', 'gemma3'].map((name) =>
      // Known kinds that cannot write are listed with that as the reason, and never loaded.
      named(name, ['bert', 'clip', 't5'].includes(name) ? 'survive' : 'refuse')
    ),
    spoilt('architecture-missing', without('general.architecture')),
    spoilt('architecture-number', set('general.architecture', ['u32', 1]))
  ]
}

function vocabularies(): HostileFile[] {
  const tokens = (list: readonly (string | Uint8Array)[]) =>
    set('tokenizer.ggml.tokens', ['array', 'string', list])
  const types = (list: readonly number[]) =>
    set('tokenizer.ggml.token_type', ['array', 'i32', list])
  const invalid = Buffer.from([0xff, 0xfe])
  return [
    spoilt('tokens-missing', without('tokenizer.ggml.tokens')),
    spoilt('tokens-short', tokens(TOKENS.slice(0, 100))),
    spoilt('tokens-long', tokens([...TOKENS, ...Array.from({ length: 1000 }, (_, i) => `x${i}`)])),
    spoilt('tokens-empty-list', tokens([])),
    spoilt('tokens-all-the-same', tokens(TOKENS.map(() => 'a'))),
    spoilt('tokens-one-twice', tokens([...TOKENS.slice(0, -1), 'a'])),
    spoilt('tokens-not-utf8', tokens(TOKENS.map(() => invalid))),
    spoilt('tokens-one-not-utf8', tokens([...TOKENS.slice(0, -1), invalid])),
    spoilt('tokens-numbers', set('tokenizer.ggml.tokens', ['array', 'i32', TOKENS.map(() => 1)])),
    spoilt('tokens-text', set('tokenizer.ggml.tokens', ['string', 'abc'])),
    spoilt('types-short', types([1, 1, 1])),
    spoilt('types-unknown', types(TOKENS.map(() => 99_999))),
    spoilt('types-bytes', set('tokenizer.ggml.token_type', ['array', 'u8', TOKENS.map(() => 1)])),
    spoilt(
      'merges-malformed',
      set('tokenizer.ggml.merges', ['array', 'string', ['nospace', '', ' ', 'a']])
    ),
    spoilt('merges-missing', without('tokenizer.ggml.merges')),
    spoilt('bos-out-of-range', set('tokenizer.ggml.bos_token_id', ['u32', 999_999])),
    spoilt('eos-out-of-range', set('tokenizer.ggml.eos_token_id', ['u32', 0x7fff_ffff])),
    spoilt('tokenizer-unknown', set('tokenizer.ggml.model', ['string', 'evil'])),
    spoilt('tokenizer-unknown-rules', set('tokenizer.ggml.pre', ['string', 'evil']), 'survive'),
    spoilt('tokenizer-spm-without-scores', set('tokenizer.ggml.model', ['string', 'llama'])),
    spoilt('tokenizer-spm-short-scores', (file) => {
      set('tokenizer.ggml.model', ['string', 'llama'])(file)
      set('tokenizer.ggml.scores', ['array', 'f32', [0, 0]])(file)
    }),
    spoilt('tokenizer-spm-nan-scores', (file) => {
      set('tokenizer.ggml.model', ['string', 'llama'])(file)
      set('tokenizer.ggml.scores', ['array', 'f32', TOKENS.map(() => Number.NaN)])(file)
    }),
    spoilt('tokenizer-bert', set('tokenizer.ggml.model', ['string', 'bert']), 'survive'),
    spoilt('tokenizer-none', (file) => {
      without(...[...file.metadata.keys()].filter((key) => key.startsWith('tokenizer')))(file)
    })
  ]
}

function weights(): HostileFile[] {
  const every = (name: string, value: number) => spoilt(name, (file) => (file.weight = () => value))
  return [
    every('weights-nan', Number.NaN),
    every('weights-infinite', Infinity),
    spoilt('weights-nan-output', (file) => {
      const { weight } = file
      file.weight = (name, i) => (name === 'output.weight' ? Number.NaN : weight(name, i))
    }),
    spoilt(
      'weights-huge',
      (file) => {
        const { weight } = file
        file.weight = (name, i) => weight(name, i) * 1e30
      },
      'survive'
    )
  ]
}

function templates(): HostileFile[] {
  const template = (name: string, text: string) =>
    spoilt(`template-${name}`, set('tokenizer.chat_template', ['string', text]))
  const loop = '{% for i in range(100000) %}'
  return [
    template('endless', `${loop}${loop}{{ i }}{% endfor %}{% endfor %}`),
    template('bloating', `${loop}${loop}${'x'.repeat(100_000)}{% endfor %}{% endfor %}`),
    template('syntax', '{% for %}'),
    template('raises', "{{ raise_exception('no') }}"),
    template('unclosed', '{{ '.repeat(80_000)),
    template('deep-text', '('.repeat(20_000)),
    template('deep-expression', `{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`),
    template('deep-list', `{{ ${'['.repeat(5000)}${']'.repeat(5000)} }}`),
    template('deep-not', `{{ ${'not '.repeat(20_000)}true }}`),
    template('deep-sum', `{{ ${'1+'.repeat(50_000)}1 }}`),
    template('deep-blocks', `${'{% if true %}'.repeat(5000)}${'{% endif %}'.repeat(5000)}`),
    template('recursive-macro', '{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}'),
    template('megabytes', 'x'.repeat(4 << 20)),
    spoilt('template-number', set('tokenizer.chat_template', ['u32', 1]))
  ]
}

function splits(): HostileFile[] {
  const split = (name: string, count: number, no: number, tensors: number) =>
    spoilt(`split-${name}`, (file) => {
      set('split.count', ['u16', count])(file)
      set('split.no', ['u16', no])(file)
      set('split.tensors.count', ['i32', tensors])(file)
    })
  return [split('parts-missing', 5, 0, 21), split('impossible', 65_535, 3, -1)]
}

/** Random changes of single bytes in the header of the sound model: any of them may also be harmless. */
function mutations(count: number, seed: number): HostileFile[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, index) => {
    const changes = Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
      at: random(),
      to: Math.floor(random() * 256)
    }))
    return {
      name: `mutation-${index}`,
      expect: 'survive' as const,
      bytes() {
        const { bytes, header } = encode(soundModel())
        for (const { at, to } of changes) bytes[Math.floor(at * header)] = to
        return bytes
      }
    }
  })
}

/** Every crafted file that ever aborted, crashed, hung or bloated a process that opened it, and many that did not. */
export function hostileCorpus(options: { mutations: number; seed: number }): HostileFile[] {
  return [
    ...containers(),
    ...sizes(),
    ...shapes(),
    ...hyperparameters(),
    ...architectures(),
    ...vocabularies(),
    ...weights(),
    ...templates(),
    ...splits(),
    ...mutations(options.mutations, options.seed)
  ]
}

/** The sound model itself: what refuses everything proves nothing. */
export function soundFile(): Uint8Array {
  return encode(soundModel()).bytes
}
