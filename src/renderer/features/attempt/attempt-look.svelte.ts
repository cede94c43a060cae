import { flag, type QueryField, type QueryFields } from '../../lib/query.ts'
import type { Position } from './steps.ts'

/** How an attempt is looked at. */
export interface AttemptLook {
  /** The step that is looked at; null where none was chosen. */
  readonly step: Position | null
  /** The steps whose rejected drafts are open. */
  readonly drafts: readonly Position[]
  /** Whether texts stand as the models wrote them. */
  readonly raw: boolean
  /** Whether it is shown how probable each token was. */
  readonly tokens: boolean
}

/** The same, kept somewhere: in the address of a page, or with what shows it. */
export interface KeptLook {
  readonly values: AttemptLook
  /** @param options as an address has them: looking elsewhere in an attempt is no place of its own to go back to */
  change(values: Partial<AttemptLook>, options: { readonly typed: true }): void
}

const STEP = /^(\d{1,9})\.(\d{1,9})$/

/** `2.5` is the fifth step of the second path. */
function readStep(text: string): Position | null {
  const [path = 0, step = 0] = (STEP.exec(text) ?? []).slice(1).map(Number)
  return path === 0 || step === 0 ? null : { path: path - 1, step: step - 1 }
}

function stepText({ path, step }: Position): string {
  return `${path + 1}.${step + 1}`
}

const stepField: QueryField<Position | null> = {
  fallback: null,
  read: readStep,
  write: (step) => (step === null ? '' : stepText(step))
}

const stepsField: QueryField<readonly Position[]> = {
  fallback: [],
  read(text) {
    const steps = text.split(',').map(readStep)
    return steps.includes(null) ? null : steps.filter((step) => step !== null)
  },
  write: (steps) => steps.map(stepText).join(',')
}

/** As the address of an attempt holds it. */
export const ATTEMPT_LOOK: QueryFields<AttemptLook> = {
  step: stepField,
  drafts: stepsField,
  raw: flag,
  tokens: flag
}

/** Kept for as long as what shows the attempt is there. */
export class PassingLook implements KeptLook {
  #values = $state.raw<AttemptLook>({ step: null, drafts: [], raw: false, tokens: false })

  get values(): AttemptLook {
    return this.#values
  }

  change(values: Partial<AttemptLook>): void {
    this.#values = { ...this.#values, ...values }
  }
}
