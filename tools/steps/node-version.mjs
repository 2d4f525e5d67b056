// Refuses a Node that is too old, in one line. Must stay parseable by Node 12: no newer syntax, no imports.

/** True when this Node can run Evergate; otherwise says so in one line and leaves exit code 1 behind. */
export function nodeIsNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return true
  console.error(`Evergate needs Node 20.19 or newer; this is Node ${process.versions.node}.`)
  process.exitCode = 1
  return false
}
