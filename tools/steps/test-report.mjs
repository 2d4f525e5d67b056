// Turns what vitest reports into the closing line. Pure: must not read files or run anything.

/**
 * @typedef {object} VitestReport the part of vitest's JSON report that is read here
 * @property {Array<{ name: string, status: string, assertionResults: Array<{ status: string }> }>} testResults one entry per test file
 */

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * Counts tests, and as one failure each: a file that failed outside its tests, and a run that failed although no test did.
 * @param {VitestReport | undefined} report undefined when vitest died before writing one
 * @param {number} exitCode vitest's
 * @returns {Count}
 */
export function countTests(report, exitCode) {
  const count = { passed: 0, failed: 0, skipped: 0 }
  for (const file of report?.testResults ?? []) {
    const statuses = file.assertionResults.map((test) => test.status)
    const failed = statuses.filter((status) => status === 'failed').length
    count.passed += statuses.filter((status) => status === 'passed').length
    count.failed += file.status === 'failed' ? Math.max(failed, 1) : failed
    count.skipped += statuses.filter((status) => status !== 'passed' && status !== 'failed').length
  }
  if (exitCode !== 0 && count.failed === 0) count.failed = 1
  return count
}

/** @param {Count} count */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Nothing run is nothing shown. @param {Count} count */
export const isGood = ({ passed, failed }) => failed === 0 && passed > 0
