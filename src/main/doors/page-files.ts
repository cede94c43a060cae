import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2'
}

export interface PageFile {
  readonly body: Buffer<ArrayBuffer>
  readonly type: string
}

/**
 * Reads a file of the page by its decoded path; null for whatever is not a file of the folder, also where a link in the
 * folder says that it were.
 */
export async function readPageFile(folder: string, path: string): Promise<PageFile | null> {
  const wanted = join(folder, path === '/' ? 'index.html' : path)
  const type = TYPES[extname(wanted)]
  if (type === undefined) return null
  try {
    const [inside, file] = await Promise.all([realpath(folder), realpath(wanted)])
    // A pipe would never end.
    if (!file.startsWith(inside + sep) || !(await stat(file)).isFile()) return null
    return { body: await readFile(file), type }
  } catch {
    return null
  }
}

/** The path of a URL as names of files are; null for what means none. */
export function decodePath(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath)
    return path.includes('\0') ? null : path
  } catch {
    return null
  }
}
