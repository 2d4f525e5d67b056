/** Paths to pages. Every page is its own chunk, loaded when first visited. Nothing about a resident is ever part of a path. */

import type { QueryClient } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { featuresFor } from './features.ts'
import { PageFailed, PageMissing } from './page-failures.tsx'
import { type Account, sessionKey } from './session.query.ts'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: PageMissing })

const pages = [
  createRoute({
    getParentRoute: () => root,
    path: '/lookup',
    component: lazyRouteComponent(() => import('../lookup/lookup-page.tsx'), 'LookupPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/results/upload',
    component: lazyRouteComponent(() => import('../results/upload-page.tsx'), 'UploadPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/results/batches',
    component: lazyRouteComponent(() => import('../results/batches-page.tsx'), 'BatchesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/results/batches/$batchId',
    component: lazyRouteComponent(() => import('../results/batch-page.tsx'), 'BatchPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/results/correction',
    component: lazyRouteComponent(() => import('../results/correction-page.tsx'), 'CorrectionPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/rule-sets',
    component: lazyRouteComponent(() => import('../rule-sets/rule-sets-page.tsx'), 'RuleSetsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/publisher',
    component: lazyRouteComponent(() => import('../publisher/publisher-page.tsx'), 'PublisherPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/system',
    component: lazyRouteComponent(() => import('../system/system-page.tsx'), 'SystemPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/places',
    component: lazyRouteComponent(() => import('../places/places-page.tsx'), 'PlacesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/scanners',
    component: lazyRouteComponent(() => import('../scanners/scanners-page.tsx'), 'ScannersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/accounts',
    component: lazyRouteComponent(() => import('../accounts/accounts-page.tsx'), 'AccountsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/audit',
    component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/password',
    component: lazyRouteComponent(() => import('../sign-in/password-page.tsx'), 'PasswordPage'),
  }),
] as const

export function createConsoleRouter(client: QueryClient) {
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      const account = client.getQueryData<Account | null>(sessionKey)
      const first = featuresFor(account?.roles ?? [])[0]
      if (first !== undefined) throw redirect({ to: first.path })
    },
  })
  return createRouter({
    routeTree: root.addChildren([home, ...pages]),
    basepath: '/console',
    defaultErrorComponent: PageFailed,
    defaultPreload: 'intent',
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
