import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { readSmallFile } from '../read-small-file.ts'
import type { Surroundings } from './places.ts'
import { readSmallJson } from './small-json.ts'

const settingsSchema = z.object({ downloadsFolder: z.string().refine(isAbsolute) })

/** Where LM Studio keeps models: its usual folders, and those that its settings name. */
export function lmStudioFolders({ env, home, platform }: Surroundings): readonly string[] {
  const pointed = pointedHome(join(home, '.lmstudio-home-pointer'))
  const homes = [
    ...(pointed === null ? [] : [pointed]),
    join(home, '.lmstudio'),
    join(home, '.cache', 'lm-studio')
  ]
  const settings = [...homes, olderSettings({ env, home, platform })].flatMap(
    (folder) => readSmallJson(join(folder, 'settings.json'), settingsSchema) ?? []
  )
  const usual = homes.map((folder) => join(folder, 'models'))
  return [...new Set([...settings.map(({ downloadsFolder }) => downloadsFolder), ...usual])]
}

/** In bytes, longer than any system takes. */
const LONGEST_PATH = 64 * 1024

/** Since a person may have moved it, LM Studio writes down where its folder is. */
function pointedHome(pointer: string): string | null {
  try {
    const path = readSmallFile(pointer, LONGEST_PATH).trim()
    return isAbsolute(path) ? path : null
  } catch {
    return null
  }
}

/** Where earlier versions kept their settings. */
function olderSettings({ env, home, platform }: Surroundings): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'LM Studio')
  if (platform === 'win32') {
    return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'LM Studio')
  }
  return join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'LM Studio')
}
