/**
 * Which features the console has, where they live, and which roles see them. Mirrors the grants of the routes each feature calls:
 * hiding is a courtesy to the reader, refusing is the server's work. Pure.
 */
import type { IconName } from '../ui/icon.tsx'
import type { Role } from './roles.ts'

export type FeatureGroup = 'residents' | 'testing' | 'laboratory' | 'rules' | 'operation' | 'administration'

export type Feature = {
  readonly id: FeatureId
  readonly path: string
  readonly group: FeatureGroup
  readonly icon: IconName
  /** Roles that see it; 'all' = everybody signed in. */
  readonly roles: readonly Role[] | 'all'
}

export type FeatureId =
  | 'lookup'
  | 'recalls'
  | 'complaints'
  | 'rounds'
  | 'reconciliation'
  | 'conflicts'
  | 'fleet'
  | 'boxes'
  | 'upload'
  | 'waiting'
  | 'batches'
  | 'correction'
  | 'template'
  | 'ruleSets'
  | 'publisher'
  | 'load'
  | 'system'
  | 'accounts'
  | 'scanners'
  | 'places'
  | 'audit'

export const features: readonly Feature[] = [
  {
    id: 'lookup',
    path: '/lookup',
    group: 'residents',
    icon: 'person',
    roles: ['community', 'tracer', 'administrator', 'appeals', 'commander'],
  },
  { id: 'recalls', path: '/recalls', group: 'residents', icon: 'recall', roles: ['community', 'commander'] },
  { id: 'complaints', path: '/complaints', group: 'residents', icon: 'voice', roles: ['community', 'commander', 'administrator'] },
  { id: 'rounds', path: '/rounds', group: 'testing', icon: 'calendar', roles: 'all' },
  {
    id: 'reconciliation',
    path: '/reconciliation',
    group: 'testing',
    icon: 'scales',
    roles: ['commander', 'administrator', 'laboratory', 'auditor'],
  },
  { id: 'conflicts', path: '/conflicts', group: 'testing', icon: 'fork', roles: ['commander', 'administrator'] },
  { id: 'fleet', path: '/devices', group: 'testing', icon: 'handset', roles: ['administrator', 'commander'] },
  { id: 'boxes', path: '/boxes', group: 'laboratory', icon: 'box', roles: ['laboratory', 'commander', 'courier'] },
  { id: 'upload', path: '/results/upload', group: 'laboratory', icon: 'upload', roles: ['laboratory'] },
  { id: 'batches', path: '/results/batches', group: 'laboratory', icon: 'tray', roles: ['laboratory', 'releaser'] },
  { id: 'waiting', path: '/results/waiting', group: 'laboratory', icon: 'clock', roles: ['laboratory', 'releaser', 'commander'] },
  { id: 'correction', path: '/results/correction', group: 'laboratory', icon: 'pencil', roles: ['laboratory'] },
  { id: 'template', path: '/results/template', group: 'laboratory', icon: 'columns', roles: ['laboratory', 'administrator'] },
  { id: 'ruleSets', path: '/rule-sets', group: 'rules', icon: 'book', roles: 'all' },
  { id: 'publisher', path: '/publisher', group: 'operation', icon: 'broadcast', roles: 'all' },
  { id: 'load', path: '/load', group: 'operation', icon: 'ladder', roles: ['administrator', 'commander'] },
  { id: 'system', path: '/system', group: 'operation', icon: 'pulse', roles: ['administrator', 'commander'] },
  { id: 'places', path: '/places', group: 'administration', icon: 'pin', roles: 'all' },
  { id: 'scanners', path: '/scanners', group: 'administration', icon: 'scanner', roles: ['administrator', 'commander'] },
  { id: 'accounts', path: '/accounts', group: 'administration', icon: 'people', roles: ['administrator'] },
  { id: 'audit', path: '/audit', group: 'administration', icon: 'ledger', roles: ['auditor', 'administrator'] },
]

/** Whether someone with these roles sees the feature. */
export function allows(feature: Feature, held: readonly Role[]): boolean {
  return feature.roles === 'all' || feature.roles.some((role) => held.includes(role))
}

/** The features someone with these roles sees, in the order of the list. */
export function featuresFor(held: readonly Role[]): readonly Feature[] {
  return features.filter((feature) => allows(feature, held))
}

/** Where the work of some roles begins, though their list has other things above it. */
const homes: readonly (readonly [Role, FeatureId])[] = [
  ['commander', 'rounds'],
  ['laboratory', 'boxes'],
]

/** Where somebody with these roles begins: at the home of a role they have, else at the first feature of their own work. */
export function homeOf(held: readonly Role[]): Feature {
  const seen = featuresFor(held)
  const home = homes.find(([role]) => held.includes(role))?.[1]
  return seen.find(({ id }) => id === home) ?? seen.find(({ roles }) => roles !== 'all') ?? seen[0]!
}

/** The feature a path belongs to: `/results/batches/42` belongs to batches. */
export function featureAt(path: string): Feature | undefined {
  return features.find((feature) => path === feature.path || path.startsWith(`${feature.path}/`))
}
