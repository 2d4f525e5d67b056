/** Paths to pages. Every page is its own chunk, loaded when first visited. Nothing about a resident is ever part of a path. */

import type { QueryClient } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { homeOf } from './features.ts'
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
    path: '/rounds',
    component: lazyRouteComponent(() => import('../rounds/rounds-page.tsx'), 'RoundsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/rounds/plan',
    component: lazyRouteComponent(() => import('../rounds/round-plan-page.tsx'), 'RoundPlanPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/rounds/$roundId',
    component: lazyRouteComponent(() => import('../rounds/round-page.tsx'), 'RoundPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reconciliation',
    component: lazyRouteComponent(() => import('../reconciliation/reconciliation-page.tsx'), 'ReconciliationStartPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reconciliation/$roundId',
    component: lazyRouteComponent(() => import('../reconciliation/reconciliation-page.tsx'), 'ReconciliationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/conflicts',
    component: lazyRouteComponent(() => import('../conflicts/conflicts-page.tsx'), 'ConflictsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/conflicts/$conflictId',
    component: lazyRouteComponent(() => import('../conflicts/conflict-page.tsx'), 'ConflictPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/devices',
    component: lazyRouteComponent(() => import('../fleet/fleet-page.tsx'), 'FleetPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/recalls',
    component: lazyRouteComponent(() => import('../recalls/recalls-page.tsx'), 'RecallsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/complaints',
    component: lazyRouteComponent(() => import('../complaints/complaints-page.tsx'), 'ComplaintsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/complaints/$complaintId',
    component: lazyRouteComponent(() => import('../complaints/complaint-page.tsx'), 'ComplaintPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/boxes',
    component: lazyRouteComponent(() => import('../boxes/boxes-page.tsx'), 'BoxesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/results/waiting',
    component: lazyRouteComponent(() => import('../results/waiting-page.tsx'), 'WaitingPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/results/template',
    component: lazyRouteComponent(() => import('../templates/template-page.tsx'), 'TemplatePage'),
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
    path: '/load',
    component: lazyRouteComponent(() => import('../load/load-page.tsx'), 'LoadPage'),
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
      throw redirect({ to: homeOf(account?.roles ?? []).path })
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
