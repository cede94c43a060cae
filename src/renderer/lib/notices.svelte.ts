import { failureOf } from './call-failed.ts'

export interface Notice {
  readonly id: number
  readonly kind: 'error' | 'done'
  readonly message: string
  readonly hint: string | null
  /** A way back, such as undoing a deletion. */
  readonly action: { readonly label: string; readonly run: () => void } | null
}

const SHOWN_MS = 8000

/** The short messages at the edge of the window. */
class Notices {
  list = $state.raw<readonly Notice[]>([])
  #lastId = 0

  error(error: unknown): void {
    const { message, hint } = failureOf(error)
    this.#add({ kind: 'error', message, hint, action: null })
  }

  done(message: string, action: Notice['action'] = null): void {
    this.#add({ kind: 'done', message, hint: null, action })
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id)
  }

  #add(notice: Omit<Notice, 'id'>): void {
    this.#lastId += 1
    const id = this.#lastId
    this.list = [...this.list.slice(-2), { id, ...notice }]
    if (notice.kind === 'done') setTimeout(() => this.dismiss(id), SHOWN_MS)
  }
}

export const notices = new Notices()
