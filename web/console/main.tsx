/** Starts the staff console: theme, cache, router. Nothing else happens here. */
import './app/mantine.css'
import './app/base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './app/query-client.ts'
import { createConsoleRouter } from './app/router.tsx'
import { SessionGate } from './app/session-gate.tsx'
import { theme } from './app/theme.ts'
import { followSignOuts } from './app/use-sign-out.ts'
import { applyLanguage } from './words/locale.ts'

applyLanguage()
const client = createQueryClient()
followSignOuts(client)
const router = createConsoleRouter(client)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} forceColorScheme="light">
      <QueryClientProvider client={client}>
        <SessionGate>
          <RouterProvider router={router} />
        </SessionGate>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
