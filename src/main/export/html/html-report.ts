import type { RunSource } from '../run-source.ts'
import { html } from './markup.ts'

/** placeholder */
export function* htmlReport({ run }: RunSource): Generator<string> {
  yield html`<!doctype html><title>${run.id}</title>`.html
}
