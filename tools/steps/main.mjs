// The frame of every command: runs it, carries its exit code, and turns an expected failure into one line without a stack trace.

/** A failure the person at the keyboard can do something about; its message is the one line they see. */
export class ExpectedFailure extends Error {}

/**
 * Runs `command` and ends with the exit code it resolves to.
 * @param {() => Promise<number>} command
 */
export async function runMain(command) {
  try {
    process.exitCode = await command()
  } catch (error) {
    const line = expectedLine(error)
    if (line === undefined) throw error
    console.error(line)
    process.exitCode = 1
  }
}

/** What to say about an expected failure, undefined for a bug. @param {unknown} error */
export function expectedLine(error) {
  if (error instanceof ExpectedFailure) return error.message
  if (error instanceof Error && 'path' in error && 'code' in error) return `Cannot go on: ${error.message}` // a folder we may not write, a full disk
  return undefined
}
