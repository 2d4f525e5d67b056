/**
 * What the HTTP server is put together from.
 */
import type { Admission } from '../admission/admission.ts'
import type { Ground } from '../context.ts'
import type { Metrics } from '../metrics.ts'
import type { Authenticator } from './authenticate.ts'
import type { FrontDoor } from './front-door.ts'
import type { Route } from './route.ts'

/** What the HTTP server is made of. */
export interface HttpOptions {
  /** For routes of the intake plane. */
  readonly ground: Ground
  /** For routes of the control plane: its own connections, so that a dashboard never takes one from a queue of people. */
  readonly controlGround: Ground
  readonly routes: readonly Route[]
  /** Whether a route is answered by this process; the others say that their part of the service is not here. Default: all are. */
  isServed?(route: Route): boolean
  readonly authenticators: readonly Authenticator[]
  readonly admission: Admission
  readonly metrics: Metrics
  readonly version: string
  /** The address clients use, when a proxy stands in front, e.g. `https://code.example.org`; otherwise read off the request. */
  readonly origin: string | undefined
  /** Addresses and networks of the proxies in front; what others write into X-Forwarded-For is not believed. Default: there are none. */
  readonly proxies?: readonly string[]
  /** Those among them that refuse by rank. Default: there are none. */
  readonly edges?: readonly string[]
  /** Requests a minute from one address, over all routes. */
  readonly requestsPerMinuteMax: number
  isReady(): Promise<boolean>
  /** Stands before everything else. Default: nothing does. */
  readonly frontDoor?: FrontDoor
}
