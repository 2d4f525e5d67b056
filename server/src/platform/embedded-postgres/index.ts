// The door of the embedded PostgreSQL. Tests may also use the cluster and postmaster files for their throwaway cluster.
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded-postgres.ts'
