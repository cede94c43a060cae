import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { LlamaModel as NativeModel, Token } from 'node-llama-cpp'
import { UNMEASURED_ENGINE, type ModelSettings } from '../../../shared/engine-settings.ts'
import type { ModelIdentity } from '../../../shared/events.ts'
import { CHATML_MARKS, chatFormat, type ChatFormat } from '../../chat-template.ts'
import type { LlamaEngine } from './llama-engine.ts'
import { countParameters, flopsPerToken, type AttentionShape } from './model-arithmetic.ts'

/** A model's weights in memory, and what its file says about it. */
export interface ModelFile {
  readonly native: NativeModel
  readonly identity: ModelIdentity
  readonly architecture: string
  /** Size of the file, or of all its parts. */
  readonly bytes: number
  readonly format: ChatFormat
  /** Whether a token ends the model's turn: for the file's keys, or for its chat template. */
  readonly endsTurn: (token: Token) => boolean
  /** Whether its vocabulary has a token for a mark, or its chat template writes it. */
  readonly knowsMark: (mark: string) => boolean
  /** How its contexts are made. */
  readonly settings: ModelSettings
  /** FLOPs to evaluate one token at a position. */
  readonly flops: (position: number) => number
  /** A hash of all tokens in their order. Computed at the first call: lists of 150,000 take a moment. */
  vocabulary(): string
  dispose(): Promise<void>
}

export interface ModelFileOptions {
  readonly path: string
  /** SHA-256 of the file. */
  readonly sha256: string
  /** Layers on the GPU, or null to fit as many as there is memory for. */
  readonly gpuLayers: number | null
  /** A chat template in the place of the file's own. */
  readonly template?: string | null
  readonly settings?: ModelSettings
}

/** Loads the weights. The file must have passed `gguf/gate.ts`: llama.cpp aborts the process on broken ones. */
export async function loadModelFile(
  { llama }: LlamaEngine,
  { path, sha256, gpuLayers, template: own = null, settings = UNMEASURED_ENGINE }: ModelFileOptions
): Promise<ModelFile> {
  const native = await llama.loadModel({
    modelPath: path,
    gpuLayers: llama.gpu === false ? 0 : (gpuLayers ?? 'auto')
  })
  const template = own ?? templateOf(native)
  const format = formatOf(native, template)
  const endOfTurn = controlTokenAt(native, format.endOfTurn)
  const tensors = native.fileInfo.fullTensorInfo ?? []
  return {
    native,
    identity: {
      name: basename(path).replace(/\.gguf$/i, ''),
      sha256,
      parameters: countParameters(tensors)
    },
    architecture: native.fileInfo.metadata.general.architecture,
    bytes: native.size,
    format,
    endsTurn: (token) => token === endOfTurn || native.isEogToken(token),
    knowsMark: (mark) =>
      native.tokenize(mark, true).length === 1 || (template?.includes(mark) ?? false),
    settings,
    flops: flopsPerToken(tensors, shapeOf(native)),
    vocabulary: onceOnly(() => hashVocabulary(native)),
    dispose: () => native.dispose()
  }
}

/** Threads on which a model computes. */
export function threadsOf(
  engine: Pick<LlamaEngine, 'threadsFor'>,
  { settings, identity }: Pick<ModelFile, 'settings' | 'identity'>
): number {
  return settings.threads ?? engine.threadsFor(identity.parameters)
}

/** The control token that a piece of markup begins with, or null. */
function controlTokenAt(native: NativeModel, piece: string): Token | null {
  const [first] = native.tokenize(piece, true)
  return first !== undefined && native.isSpecialToken(first) ? first : null
}

function hashVocabulary(native: NativeModel): string {
  const { tokens } = native.fileInfo.metadata.tokenizer?.ggml ?? {}
  return createHash('sha256')
    .update(JSON.stringify(tokens ?? native.fileInfo.metadata.general))
    .digest('hex')
}

function onceOnly<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null
  return () => (known ??= { value: compute() }).value
}

function formatOf(native: NativeModel, template: string | null): ChatFormat {
  return chatFormat({
    template,
    knowsChatMl: CHATML_MARKS.every((mark) => native.tokenize(mark, true).length === 1),
    special: { bos: native.tokens.bosString ?? '', eos: native.tokens.eosString ?? '' }
  })
}

/** The file's own chat template, or null. */
function templateOf(native: NativeModel): string | null {
  const template: unknown = native.fileInfo.metadata.tokenizer?.chat_template
  return typeof template === 'string' && template.trim() !== '' ? template : null
}

function shapeOf(native: NativeModel): AttentionShape {
  const { architectureMetadata } = native.fileInfo
  const heads = largest(architectureMetadata.attention?.head_count)
  const used = architectureMetadata.expert_used_count ?? 0
  const total = architectureMetadata.expert_count ?? 0
  return {
    layers: architectureMetadata.block_count ?? 0,
    heads,
    headSize:
      architectureMetadata.attention?.key_length ??
      (heads === 0 ? 0 : (architectureMetadata.embedding_length ?? 0) / heads),
    experts: total > 0 ? { used, total } : null
  }
}

/** Some files give one number for all layers, some one for each. */
function largest(value: number | readonly number[] | undefined): number {
  if (value === undefined) return 0
  return typeof value === 'number' ? value : Math.max(0, ...value)
}
