import CircleStop from '@lucide/svelte/icons/circle-stop'
import Info from '@lucide/svelte/icons/info'
import Keyboard from '@lucide/svelte/icons/keyboard'
import Moon from '@lucide/svelte/icons/moon'
import Play from '@lucide/svelte/icons/play'
import Sun from '@lucide/svelte/icons/sun'
import SunMoon from '@lucide/svelte/icons/sun-moon'
import Type from '@lucide/svelte/icons/type'
import type { Component } from 'svelte'
import { router } from '../../lib/router.svelte.ts'
import { settings } from '../../lib/settings.svelte.ts'
import { t } from '../../words/t.ts'
import { solveState } from '../solve/solve.svelte.ts'
import { SCREEN_LIST } from './screens.ts'

export interface Command {
  readonly name: string
  /** The keys that do the same, "Mod" for the platform's command key. */
  readonly keys: string | null
  readonly icon: Component<{ class?: string; 'aria-hidden'?: 'true' }>
  readonly run: () => void
}

/** Everything that the palette offers. */
export function commands(showHelp: () => void): readonly Command[] {
  return [
    ...SCREEN_LIST.map(({ screen, icon }, index) => ({
      name: t('shell.command.go', { screen: t(`screen.${screen}`) }),
      keys: `Mod ${index + 1}`,
      icon,
      run: () => router.goBackTo(screen)
    })),
    {
      name: t('shell.command.solve'),
      keys: 'Mod Enter',
      icon: Play,
      run() {
        router.go('solve')
        solveState.run().catch(() => undefined)
      }
    },
    {
      name: t('shell.command.stop'),
      keys: 'Mod .',
      icon: CircleStop,
      run: () => void solveState.stop().catch(() => undefined)
    },
    {
      name: settings.rawText ? t('shell.command.typeset') : t('shell.command.raw'),
      keys: null,
      icon: Type,
      run: () => settings.change({ rawText: !settings.rawText })
    },
    {
      name: t('shell.command.light'),
      keys: null,
      icon: Sun,
      run: () => settings.change({ theme: 'light' })
    },
    {
      name: t('shell.command.dark'),
      keys: null,
      icon: Moon,
      run: () => settings.change({ theme: 'dark' })
    },
    {
      name: t('shell.command.system'),
      keys: null,
      icon: SunMoon,
      run: () => settings.change({ theme: 'system' })
    },
    {
      name: t('introduction.again'),
      keys: null,
      icon: Info,
      run: () => router.go('settings', 'about')
    },
    { name: t('shell.command.help'), keys: '?', icon: Keyboard, run: showHelp }
  ]
}
