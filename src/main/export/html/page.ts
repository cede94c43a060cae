import type { Language } from '../../../shared/contract/settings.ts'
import { html } from './markup.ts'
import { STYLE } from './style.ts'

/**
 * How a page begins that needs nothing else: no script, no font, no picture from anywhere. Its policy forbids the browser
 * to ask for anything.
 */
export function pageBegins(title: string, language: Language): string {
  const head = html`<meta charset="utf-8" />
    <title>${title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta
      http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src 'unsafe-inline'"
    />
    <style>
      ${{ html: STYLE }}
    </style>`
  return `<!doctype html><html lang="${language}"><head>${head.html}</head><body>\n`
}

export const PAGE_ENDS = '</body></html>\n'
