import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { logError } from '../../log-error.ts'
import { readSmallDocument } from '../../read-small-file.ts'

const stateSchema = z.strictObject({
  width: z.int().min(400),
  height: z.int().min(300),
  /** Where it was; null for wherever the system puts it. */
  place: z.strictObject({ x: z.int(), y: z.int() }).nullable(),
  maximised: z.boolean()
})
export type WindowState = z.infer<typeof stateSchema>

const FIRST: WindowState = { width: 1280, height: 800, place: null, maximised: false }

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How the window was left; its place is forgotten where none of the present screens shows it. */
export function readWindowState(file: string, screens: readonly Area[]): WindowState {
  let stored: unknown
  try {
    stored = readSmallDocument(file)
  } catch {
    return FIRST
  }
  const parsed = stateSchema.safeParse(stored)
  if (!parsed.success) return FIRST
  const { place } = parsed.data
  const visible = screens.some((area) => place && isInside(place.x + 40, place.y + 20, area))
  return visible ? parsed.data : { ...parsed.data, place: null }
}

/** A window that forgets its place is no reason to fail. */
export function keepWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state))
  } catch (error) {
    logError('The place of the window could not be kept:', error)
  }
}

function isInside(x: number, y: number, area: Area): boolean {
  return x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height
}
