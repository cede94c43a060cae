import { basename, dirname, join } from 'node:path'
import type { GgufSummary } from '../../../../shared/model-library.ts'
import { splitNameOf } from '../../../../shared/split-name.ts'
import { familyOf } from './architectures.ts'
import { withFileSource, type ByteSource } from './byte-source.ts'
import { characterOf } from './character.ts'
import { checkChatTemplates } from './chat-template.ts'
import { Cursor } from './cursor.ts'
import { readHyperparameters, type Hyperparameters } from './hyperparameters.ts'
import { readMetadata, type Metadata } from './metadata.ts'
import { modelName } from './model-name.ts'
import { isPartOnly, whyItCannotWrite } from './purpose.ts'
import { quantisationOf } from './quantisation.ts'
import { GgufRefused, quoted } from './refused.ts'
import { settingsOf } from './settings.ts'
import { readTensors, type Tensor } from './tensors.ts'
import { checkVocabulary } from './vocabulary.ts'

const MAGIC = 0x4655_4747
const MAX_ALIGNMENT = 65_536

interface Header {
  readonly metadata: Metadata
  readonly tensors: readonly Tensor[]
}

/**
 * Reads the header of the model at `path` (the first part of a split one, or any) within bounds of its own, and
 * returns what the library and the memory estimate need. Nothing is allocated before its size was held against the
 * file's, so this also stands outside the process that loads models.
 *
 * @throws GgufRefused with a sentence for the user, and nothing else, whatever the file contains.
 */
export function readGguf(path: string): GgufSummary {
  const names = splitNameOf(basename(path))?.names
  const paths = names?.map((name) => join(dirname(path), name)) ?? [path]
  const parts = paths.map((part, index) => {
    try {
      return withFileSource(part, (source) => ({ ...readHeader(source), bytes: source.size }))
    } catch (error) {
      if (paths.length === 1 || !(error instanceof GgufRefused)) throw error
      throw new GgufRefused(error.code, `Part ${index + 1} of ${paths.length}: ${error.sentence}`)
    }
  })
  const header = joined(parts)
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  return { ...summarise(header, basename(path)), bytes, files: [...paths] }
}

/**
 * Reads the header of one file, and checks what can be checked without knowing the architecture.
 *
 * @throws GgufRefused
 */
export function readHeader(source: ByteSource): Header {
  if (source.size === 0) throw new GgufRefused('not-gguf', 'The file is empty.')
  if (source.size < 24) throw new GgufRefused('not-gguf', 'The file is too short for a model.')
  const cursor = new Cursor(source)
  if (cursor.u32() !== MAGIC) throw new GgufRefused('not-gguf', 'It is not a GGUF file.')
  const version = cursor.u32()
  if (version >= 1 << 24 && version % (1 << 24) === 0) {
    throw new GgufRefused('version', 'It was made for a machine of the other byte order.')
  }
  if (version !== 2 && version !== 3) {
    throw new GgufRefused('version', `It is of GGUF version ${version}; versions 2 and 3 are read.`)
  }
  const tensorCount = cursor.u64()
  const metadata = readMetadata(cursor, cursor.u64())
  const settings = settingsOf(metadata)
  const alignment = settings.whole('general.alignment', { min: 1, max: MAX_ALIGNMENT }) ?? 32
  if (!Number.isInteger(Math.log2(alignment))) {
    throw new GgufRefused('metadata', `Its alignment of ${alignment} is not a power of two.`)
  }
  return { metadata, tensors: readTensors(cursor, tensorCount, alignment) }
}

/** Checks that the parts belong together and returns their tensors under the first one's metadata. */
function joined(parts: readonly Header[]): Header {
  const [first] = parts
  if (first === undefined) throw new GgufRefused('split', 'There is no part of the model.')
  parts.forEach(({ metadata }, index) => {
    const settings = settingsOf(metadata)
    const count = settings.whole('split.count', { min: 0, max: 65_535 }) ?? 0
    const part = settings.whole('split.no', { min: 0, max: 65_535 }) ?? 0
    if (Math.max(1, count) !== parts.length || part !== index) {
      throw new GgufRefused(
        'split',
        parts.length === 1
          ? `It is part ${part + 1} of ${count} of a split model, and its name does not say so.`
          : `The file named as part ${index + 1} of ${parts.length} is part ${part + 1} of ${count}.`
      )
    }
  })
  const tensors = parts.flatMap((part) => part.tensors)
  if (new Set(tensors.map(({ name }) => name)).size !== tensors.length) {
    throw new GgufRefused('split', 'Two parts of it hold the same tensor.')
  }
  const claimed = settingsOf(first.metadata).whole('split.tensors.count', {
    min: 0,
    max: 65_536
  })
  if (claimed !== null && claimed !== tensors.length) {
    throw new GgufRefused('split', `Its parts hold ${tensors.length} of ${claimed} tensors.`)
  }
  if (tensors.length === 0) throw new GgufRefused('tensors', 'It holds no weights.')
  return { metadata: first.metadata, tensors }
}

function summarise(
  { metadata, tensors }: Header,
  fileName: string
): Omit<GgufSummary, 'bytes' | 'files'> {
  const settings = settingsOf(metadata)
  const architecture = settings.text('general.architecture')
  if (architecture === null || architecture === '') {
    throw new GgufRefused('architecture', 'It does not name its architecture.')
  }
  const family = isPartOnly(settings) ? 'other' : familyOf(architecture)
  if (family === null) {
    throw new GgufRefused(
      'architecture',
      `Its architecture ${quoted(architecture)} is not known to this version of Tandem.`
    )
  }
  checkChatTemplates(metadata)
  const common = {
    name: modelName(settings.text('general.name'), fileName),
    architecture,
    family,
    parameters: tensors.reduce((sum, { elements }) => sum + elements, 0),
    quantisation: quantisationOf(
      settings.whole('general.file_type', { min: 0, max: 0xffff_ffff }),
      tensors
    ),
    hasChatTemplate: metadata.get('tokenizer.chat_template')?.type === 'string',
    character: characterOf(settings, metadata),
    cannotWrite: whyItCannotWrite(settings, architecture)
  }
  if (family === 'other') {
    return { ...common, contextLength: 0, layers: 0, vocabulary: 0, memory: null }
  }
  const hyperparameters = readHyperparameters(settings, metadata, architecture, family)
  const vocabulary = checkVocabulary(settings)
  checkEmbedding(tensors, hyperparameters.embedding, vocabulary)
  return {
    ...common,
    contextLength: hyperparameters.contextLength,
    layers: hyperparameters.layers,
    vocabulary,
    memory: memoryOf(tensors, hyperparameters)
  }
}

function checkEmbedding(tensors: readonly Tensor[], embedding: number, vocabulary: number): void {
  const table = tensors.find(({ name }) => name === 'token_embd.weight')
  if (table === undefined) throw new GgufRefused('tensors', 'It lacks its table of tokens.')
  const [width, rows] = table.dimensions
  if (width !== embedding || rows !== vocabulary) {
    throw new GgufRefused(
      'tensors',
      `Its table of tokens is ${table.dimensions.join(' x ')}; its header says ${embedding} x ${vocabulary}.`
    )
  }
}

function memoryOf(tensors: readonly Tensor[], shape: Hyperparameters): GgufSummary['memory'] {
  const layerBytes = Array.from({ length: shape.layers }, () => 0)
  let otherBytes = 0
  let highest = -1
  for (const { name, bytes } of tensors) {
    const layer = Number(/^blk\.(\d{1,4})\./.exec(name)?.[1] ?? -1)
    highest = Math.max(highest, layer)
    if (layer >= 0 && layer < shape.layers) layerBytes[layer] = (layerBytes[layer] ?? 0) + bytes
    else otherBytes += bytes
  }
  if (highest + 1 < shape.layers) {
    throw new GgufRefused(
      'hyperparameter',
      `Its header says ${shape.layers} layers, and it holds ${highest + 1}.`
    )
  }
  return {
    layerBytes,
    otherBytes,
    kvBytes: [...shape.kvBytes],
    slidingWindow: shape.slidingWindow,
    stateBytes: shape.stateBytes
  }
}
