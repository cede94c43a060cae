/**
 * What real models make of Tandem, and Tandem of them: whether they answer the questions that it asks, and whether it
 * computes with them what llama.cpp computes.
 *
 *   npx node bench/real-models.ts TARGET.gguf [DRAFT.gguf] [--parts masses,parity,spread,pair]
 *
 * docs/real-models.md says where small models to try are to be had, and what came out. The independent llama.cpp is
 * installed from PyPI into a cache folder at the first call (python3 with venv is needed).
 */
import { basename } from 'node:path'
import { Command } from 'commander'
import { startBench, withModel, withPair } from './engine/models.ts'
import { PACKAGE, startPeer } from './peer/server.ts'
import { sameText, sameTwice } from './real-models/exactness.ts'
import { digitMass, letterMass } from './real-models/masses.ts'
import { greedyParity } from './real-models/parity.ts'
import { spreadOf } from './real-models/spread.ts'

const CONTEXT = 2560
const PARTS = { masses, parity, spread }

const command = new Command()
  .argument('<target>')
  .argument('[draft]')
  .option('--parts <names>', 'comma-separated', [...Object.keys(PARTS), 'pair'].join())
  .parse()
const [target, draft = target] = command.args as [string, string?]
const parts = command.opts<{ parts: string }>().parts.split(',')
const pair = { name: 'real', target, draft }
const engine = await startBench(pair)
console.log(`${engine.device}, one thread; ${PACKAGE}\n`)

for (const part of parts) {
  if (part === 'pair') await comparePair()
  else if (part in PARTS) {
    for (const path of new Set([target, draft])) await PARTS[part as keyof typeof PARTS](path)
  } else throw new Error(`There is no part ${part}.`)
}
process.exit(0)

async function masses(path: string): Promise<void> {
  await withModel(engine, path, { contextSize: CONTEXT, paths: 2 }, async (model) => {
    const [letters, digits] = [await letterMass(model), await digitMass(model)]
    say(path, 'letters together, as first asked', letters.before.toFixed(4))
    say(path, 'letters together, now', letters.now.toFixed(4))
    say(path, 'digits together, as first asked', digits.before.toFixed(4))
    say(path, 'digits together, now', digits.now.toFixed(4))
  })
}

async function parity(path: string): Promise<void> {
  const peer = await startPeer(path, 1, CONTEXT)
  try {
    await withModel(engine, path, { contextSize: CONTEXT }, async (model) => {
      const { prompts, equal, partings, wrong, sameTokens } = await greedyParity(model, peer)
      const nats = partings.map((parting) => parting.toFixed(3)).join(', ')
      say(path, 'problems cut into the same tokens', `${sameTokens} of ${prompts}`)
      say(path, 'greedy texts equal to the end', `${equal} of ${prompts}`)
      say(path, 'distance of the two candidates where others part, nats', nats || 'none parts')
      say(path, 'partings that are not close', wrong.join('; ') || 'none')
    })
  } finally {
    peer.stop()
  }
}

async function spread(path: string): Promise<void> {
  await withModel(engine, path, { contextSize: CONTEXT, paths: 2 }, async (model) => {
    const { token, least, mean, digit, scores, rollback } = await spreadOf(model)
    say(path, "spread of a token's log probability over sizes of pieces", token.toFixed(3))
    say(path, "spread of a step's least one", least.toFixed(3))
    say(path, "spread of the log of a step's mean likelihood", mean.toFixed(3))
    say(path, 'spread of the log ratio of two digits', digit.toFixed(3))
    for (const [scorer, value] of Object.entries(scores)) {
      say(path, `spread of the score by ${scorer}`, value.toFixed(3))
    }
    say(path, 'change by a rollback over a long text', rollback.toExponential(1))
  })
}

async function comparePair(): Promise<void> {
  if (draft !== target) {
    await withPair(engine, pair, { contextSize: CONTEXT }, async (two) => {
      say(target, 'and the draft hold the same text', yes(await sameText(two.draft, two.target)))
    })
  }
  const exact = { contextSize: CONTEXT, paths: 3, exact: true }
  await withPair(engine, pair, exact, async (two) => {
    say(target, '--exact writes the same bytes twice', yes(await sameTwice(two)))
  })
}

function say(path: string, what: string, value: string): void {
  console.log(`| ${basename(path)} | ${what} | ${value} |`)
}

function yes(value: boolean): string {
  return value ? 'yes' : 'NO'
}
