/**
 * What tests of this and other slices share about tubes and their results. Must not be used outside tests.
 */
export { type Arrival, hour, type KnownTube, knownTubes, orders, type PoolCase, poolCases, resident } from './testing/pool-cases.ts'
export { createTubeWorld, type TubeWorld } from './testing/tube-world.ts'
