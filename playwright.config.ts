import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/e2e',
  // Every test starts the whole program, models included: on two cores they would only wait for each other.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    // A film of every test costs a quarter of the processor; the picture of the end is kept where one fails.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure'
  }
})
