// Runs before the first paint, so that a dark window never flashes white. lib/settings.svelte.ts writes what is read here.
const chosen = localStorage.getItem('theme') ?? 'system'
const dark =
  chosen === 'dark' || (chosen === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.classList.toggle('dark', dark)
