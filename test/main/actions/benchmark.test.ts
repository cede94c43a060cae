import { describe, expect, it } from 'vitest'
import { benchmarkToResume } from '../../../src/main/actions/benchmark.ts'
import { deleteRun } from '../../../src/main/actions/delete-run.ts'
import { exportRun } from '../../../src/main/actions/export-run.ts'
import { createRun } from '../../../src/main/runs/create-run.ts'
import { runRequest, runSetup } from '../../helpers/run-setup.ts'

describe('going on with a benchmark', () => {
  it('finds it by its id, the beginning of it, or as the latest', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    for (const name of [id, id.slice(0, 8), 'latest']) {
      expect(benchmarkToResume(services, name)).toBe(id)
    }
  })

  it('is refused where there is none', () => {
    const services = runSetup()
    expect(() => benchmarkToResume(services, 'latest')).toThrow('There are no benchmarks yet.')
    expect(() => benchmarkToResume(services, 'r9')).toThrow('There is no run "r9".')
  })

  it('is refused where it is deleted, with how to bring it back', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    deleteRun(services, id)
    expect(() => benchmarkToResume(services, id)).toThrow(`The run ${id} is deleted.`)
  })
})

describe('an exported run', () => {
  it('is a file by the name of the run, however it was asked for', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    const { name, type, pieces } = exportRun(services, 'latest', 'json')
    expect([name, type]).toEqual([`tandem-${id}.json`, 'application/json'])
    expect(JSON.parse([...pieces()].join(''))).toMatchObject({ eval: { run_id: id } })
  })

  it('has the ending and the type of its format', async () => {
    const services = runSetup()
    const id = await createRun(services, runRequest())
    expect(exportRun(services, id, 'markdown')).toMatchObject({
      name: `tandem-${id}.md`,
      type: 'text/markdown'
    })
    expect(exportRun(services, id, 'raw').name).toBe(`tandem-${id}.raw.json`)
  })

  it('is refused where there is none', () => {
    expect(() => exportRun(runSetup(), 'r9', 'csv')).toThrow('There is no run "r9".')
  })
})
