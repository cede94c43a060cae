import type { ModelFamily } from '../../../../shared/model-library.ts'

/** Architectures whose layers keep a state of fixed size instead of keys and values. */
const RECURRENT = new Set(['mamba', 'mamba2', 'rwkv6', 'rwkv6qwen2', 'rwkv7', 'arwkv7'])

/** Architectures that mix recurrent layers and attention. */
const HYBRID = new Set(
  (
    'jamba falcon-h1 plamo2 granitehybrid lfm2 lfm2moe nemotron_h nemotron_h_moe qwen3next qwen35 ' +
    'qwen35moe kimi-linear'
  ).split(' ')
)

/** Architectures of the shipped llama.cpp that write text with attention alone. */
const ATTENTION = new Set(
  (
    'llama llama4 deci falcon grok gpt2 gptj gptneox mpt baichuan starcoder refact bloom stablelm qwen qwen2 ' +
    'qwen2moe qwen2vl qwen3 qwen3moe qwen3vl qwen3vlmoe phi2 phi3 phimoe plamo plamo3 codeshell orion internlm2 ' +
    'minicpm minicpm3 gemma gemma2 gemma3 gemma3n gemma4 starcoder2 xverse command-r cohere2 cohere2moe dbrx olmo ' +
    'olmo2 olmoe muse-glimmer openelm arctic deepseek deepseek2 deepseek2-ocr deepseek32 deepseek4 chatglm glm4 ' +
    'glm4moe glm-dsa bitnet jais jais2 nemotron exaone exaone4 exaone-moe granite granitemoe graniteswitch chameleon ' +
    'plm bailingmoe bailingmoe2 dots1 arcee afmoe laguna ernie4_5 ernie4_5-moe hunyuan-moe hunyuan-dense hunyuan_vl ' +
    'hy_v3 smollm3 gpt-oss smallthinker seed_oss grovemoe apertus minimax-m2 minimax-m3 cogvlm pangu-embedded ' +
    'mistral3 mistral4 paddleocr mimo2 step35 maincoder talkie mellum nanbeige'
  ).split(' ')
)

/** Known architectures that cannot write a solution, and why, as the end of "It ...". */
const OTHER: ReadonlyMap<string, string> = new Map([
  ...(
    'bert modern-bert nomic-bert nomic-bert-moe neo-bert jina-bert-v2 jina-bert-v3 eurobert gemma-embedding ' +
    'llama-embed t5encoder'
  )
    .split(' ')
    .map((name): [string, string] => [name, 'is an embedding model: it cannot write text']),
  ...'dream llada llada-moe rnd1'
    .split(' ')
    .map((name): [string, string] => [
      name,
      'is a diffusion model: it does not write from left to right'
    ]),
  ...'eagle3 dflash gemma4-assistant'
    .split(' ')
    .map((name): [string, string] => [
      name,
      'is a speculation head: it only works inside another model'
    ]),
  ['t5', 'is an encoder-decoder model, which Tandem does not support'],
  ['clip', 'is the image part of another model'],
  ['wavtokenizer-dec', 'makes sound, not text'],
  ['qwen3tts', 'makes speech, not text']
])

/** What kind of memory an architecture has, or null where the shipped llama.cpp does not know it. */
export function familyOf(architecture: string): ModelFamily | null {
  if (ATTENTION.has(architecture)) return 'attention'
  if (RECURRENT.has(architecture)) return 'recurrent'
  if (HYBRID.has(architecture)) return 'hybrid'
  return OTHER.has(architecture) ? 'other' : null
}

/** Why models of this architecture cannot write a solution, or null where they can. */
export function whyArchitectureCannotWrite(architecture: string): string | null {
  const reason = OTHER.get(architecture)
  return reason === undefined ? null : `It ${reason}.`
}
