// The settings PostgreSQL runs with, written at every start so that they follow the release. Sized for two cores and 4 GB.
// Must not hold anything about one machine's port or password. An administrator's ALTER SYSTEM has the last word.

/** Name of the settings file inside the cluster folder, included at the end of postgresql.conf. */
export const SETTINGS_FILE = 'evergate.conf'

const SERVING = {
  listen_addresses: "'127.0.0.1'", // never reachable from another machine
  unix_socket_directories: "''", // the folder's path may be longer than a socket's name can be
  max_connections: '200', // sixteen processes of one program (grounds.ts), or several programs of roles
  password_encryption: "'scram-sha-256'",
  timezone: "'UTC'",
  log_timezone: "'UTC'",
  shared_buffers: "'256MB'",
  effective_cache_size: "'1GB'",
  work_mem: "'8MB'",
  maintenance_work_mem: "'128MB'",
  random_page_cost: '1.1',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '1', // one heavy report leaves the second core to sampling
  jit: 'off', // compiling costs more than our short statements take
  fsync: 'on',
  synchronous_commit: 'on', // what was acknowledged survives a power cut
  full_page_writes: 'on',
  wal_level: "'replica'",
  min_wal_size: "'128MB'",
  max_wal_size: "'2GB'",
  checkpoint_timeout: "'10min'",
  log_checkpoints: 'off',
  log_min_messages: "'log'", // leaves statement errors out: they can quote personal data
  log_min_error_statement: "'panic'",
  log_error_verbosity: "'terse'",
}

const THROWAWAY = {
  ...SERVING,
  shared_buffers: "'64MB'",
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: "'minimal'",
  max_wal_senders: '0',
  dynamic_shared_memory_type: "'mmap'", // in the folder, so that a killed run leaves nothing in the system
  autovacuum: 'off', // a vacuum connected to the template would make cloning it fail
}

/** The settings file's text: `serving` for people's data, `throwaway` for tests, where nothing has to survive a crash. */
export function settingsText(kind: 'serving' | 'throwaway'): string {
  const lines = Object.entries(kind === 'serving' ? SERVING : THROWAWAY).map(([name, value]) => `${name} = ${value}`)
  return ['# Written by Evergate at every start. Your own settings: ALTER SYSTEM.', ...lines, ''].join('\n')
}
