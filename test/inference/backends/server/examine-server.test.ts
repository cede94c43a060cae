import { describe, expect, test } from 'vitest'
import { examineServer } from '../../../../src/inference/backends/server/examine-server.ts'
import type { ServerReport } from '../../../../src/shared/named-server.ts'
import { answerAsLlama, MODEL, type Script } from '../../../helpers/miniature-llama.ts'
import { json, scriptedServer, type Answer } from '../../../helpers/scripted-server.ts'

async function examined(
  answer: Answer,
  { model = null, parameters = null }: { model?: string | null; parameters?: number | null } = {}
) {
  const { url } = await scriptedServer(answer)
  return examineServer({ kind: 'server', url, model, parameters }, null)
}

async function reportOf(script: Script, before: Answer = () => undefined): Promise<ServerReport> {
  const llama = answerAsLlama(script)
  const examination = await examined((asked, response) => {
    before(asked, response)
    if (!response.writableEnded) llama(asked, response)
  })
  if (examination.outcome !== 'met') throw new Error(JSON.stringify(examination))
  return examination.report
}

function abilityOf({ abilities }: ServerReport, words: RegExp) {
  return abilities.find(({ what }) => words.test(what))
}

describe('a server that is examined', () => {
  test('says what it is, how large its model is and what it cannot do', async () => {
    const report = await reportOf({})
    expect(report).toMatchObject({
      software: 'llama-server',
      router: null,
      model: 'counter',
      parameters: 1000,
      saysParameters: true,
      contextSize: 300,
      slots: 2
    })
    expect(report.latencyMs).toBeGreaterThan(0)
    expect(abilityOf(report, /^Write steps/)).toMatchObject({ degree: 'full', remark: null })
    expect(abilityOf(report, /speculative/)).toMatchObject({ degree: 'none' })
    expect(abilityOf(report, /--exact/)).toMatchObject({ degree: 'none' })
    // What of the server would help.
    expect(abilityOf(report, /Remember each path/)?.remark).toMatch('--parallel 3')
    expect(abilityOf(report, /Hold a whole solution/)).toMatchObject({ degree: 'none' })
    expect(abilityOf(report, /Hold a whole solution/)?.remark).toMatch('-c is shared by its slots')
  })

  test('scores more slowly where it takes no tokens in a grammar', async () => {
    const report = await reportOf({
      instead: ({ grammar }, response) => {
        if (grammar === undefined) return false
        json(response, { error: { message: 'failed to parse grammar', type: 'x' } }, 400)
        return true
      }
    })
    expect(abilityOf(report, /probability of its tokens/)).toMatchObject({ degree: 'slower' })
  })

  test('tells a base model from one with a template, also where llama.cpp says its own in its place', async () => {
    const template = (opening: string) =>
      [
        '{%- for message in messages -%}',
        `  {{- '${opening}' + message.role + '\n' + message.content + '<|im_end|>\n' -}}`,
        '{%- endfor -%}',
        "{%- if add_generation_prompt -%}\n  {{- '<|im_start|>assistant\n' -}}\n{%- endif -%}"
      ].join('\n')
    for (const none of ['', template('<|im_start|>')]) {
      const report = await reportOf({ template: none })
      expect(abilityOf(report, /^Follow/)).toMatchObject({ degree: 'none' })
      expect(abilityOf(report, /^Follow/)?.remark).toMatch('base model')
    }
    const own = await reportOf({ template: template('<|turn|>') })
    expect(abilityOf(own, /^Follow/)).toMatchObject({ degree: 'full', remark: null })
  })

  test('tells of the router before it, and of the replicas behind that', async () => {
    const report = await reportOf({}, ({ path }, response) => {
      const workers = [{ is_healthy: true }, { is_healthy: false }]
      if (path === '/workers') json(response, { workers })
    })
    expect(report.router).toEqual({ replicas: 2, healthy: 1 })
  })

  test('lists its models where none was named', async () => {
    const models = [MODEL, { ...MODEL, id: 'other' }]
    expect(await examined(answerAsLlama({ models }))).toEqual({
      outcome: 'which-model',
      models: ['counter', 'other']
    })
    expect(await examined(answerAsLlama({ models }), { model: 'other' })).toMatchObject({
      outcome: 'met',
      report: { model: 'other' }
    })
  })

  test('wants to be told how large its model is where it is a vLLM', async () => {
    const data = [{ id: 'qwen-32b', owned_by: 'vllm', max_model_len: 4096 }]
    const vllm: Answer = (_, response) => {
      json(response, { data })
    }
    expect(await examined(vllm)).toEqual({ outcome: 'how-large', model: 'qwen-32b' })
  })

  test('is refused in words where it is another kind, or is not there', async () => {
    const other: Answer = (_, response) => {
      json(response, { data: [{ id: 'gpt', owned_by: 'openai' }] })
    }
    expect(await examined(other)).toMatchObject({ outcome: 'refused' })
    const server = await scriptedServer(other)
    server.stop()
    const source = { kind: 'server', url: server.url, model: null, parameters: null } as const
    const gone = await examineServer(source, null)
    expect(gone).toMatchObject({ outcome: 'refused' })
    expect(gone.outcome === 'refused' && gone.reason).toMatch('cannot be reached (ECONNREFUSED)')
  })
})
