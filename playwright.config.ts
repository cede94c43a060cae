import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/e2e',
  // Every test starts the whole program, models included: on two cores they would only wait for each other.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    // To note every step in case it fails costs a quarter of the processor: --trace retain-on-failure does where one is looked
    // for. The picture of the end, and what stood on the page, are kept all the same.
    trace: 'off',
    screenshot: 'only-on-failure'
  }
})
