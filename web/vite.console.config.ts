/** Builds the staff console. Must not hold anything that the apps share: that is vite.app.config.ts. */
import { mergeConfig } from 'vite'
import { appConfig } from './vite.app.config.ts'

export default mergeConfig(appConfig('console', { jsxImportSource: 'react', installable: false }), {
  build: {
    rolldownOptions: {
      // Mantine marks every module 'use client' for frameworks that split server and client; without one that says nothing, 300 times.
      onwarn(warning: { code?: string }, warn: (warning: unknown) => void) {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
      },
    },
  },
})
