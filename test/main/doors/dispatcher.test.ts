import { describe, expect, it, vi } from 'vitest'
import { createDispatcher } from '../../../src/main/doors/rpc/dispatcher.ts'
import { EngineFailure } from '../../../src/main/engine/engine.ts'
import { UserError } from '../../../src/main/user-error.ts'
import type { Handlers } from '../../../src/shared/rpc.ts'

function dispatcher(handlers: Partial<Handlers>) {
  const onBug = vi.fn()
  return { dispatch: createDispatcher({ handlers: handlers as Handlers, onBug }), onBug }
}

describe('the dispatcher', () => {
  it.each(['app.destroy', '__proto__', 'constructor', 'toString', 42, null])(
    'knows no call %s',
    async (name) => {
      const { dispatch } = dispatcher({})
      expect(await dispatch(name, {})).toMatchObject({
        ok: false,
        failure: { code: 'unknown-call' }
      })
    }
  )

  it('refuses input that does not fit before the handler sees it', async () => {
    const stop = vi.fn()
    const { dispatch } = dispatcher({ 'runs.stop': stop })
    expect(await dispatch('runs.stop', { run: '' })).toMatchObject({
      ok: false,
      failure: { code: 'bad-input' }
    })
    expect(await dispatch('runs.stop', { run: 'a', more: 1 })).toMatchObject({ ok: false })
    expect(stop).not.toHaveBeenCalled()
  })

  it('hands over the advice of an error that the user can mend', async () => {
    const { dispatch, onBug } = dispatcher({
      'runs.stop': () => {
        throw new UserError('It is gone.', 'Choose another.')
      }
    })
    expect(await dispatch('runs.stop', { run: 'a' })).toEqual({
      ok: false,
      failure: { code: 'refused', message: 'It is gone.', hint: 'Choose another.' }
    })
    expect(onBug).not.toHaveBeenCalled()
  })

  it('hands over what to change after a failure of the engine', async () => {
    const { dispatch, onBug } = dispatcher({
      'runs.stop': () => {
        throw new EngineFailure('wont-fit', 'Too large.', {
          hint: 'Use n = 2.',
          offer: { paths: 2 }
        })
      }
    })
    expect(await dispatch('runs.stop', { run: 'a' })).toEqual({
      ok: false,
      failure: { code: 'wont-fit', message: 'Too large.', hint: 'Use n = 2.', offer: { paths: 2 } }
    })
    expect(onBug).not.toHaveBeenCalled()
  })

  it('reports output that does not fit as a fault of the program', async () => {
    const { dispatch, onBug } = dispatcher({ 'settings.read': () => ({ theme: 'pink' }) as never })
    expect(await dispatch('settings.read', undefined)).toMatchObject({
      ok: false,
      failure: { code: 'internal' }
    })
    expect(onBug).toHaveBeenCalledOnce()
  })
})
