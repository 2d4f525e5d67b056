/** Paper as it leaves the printer: a PDF made into pixels by poppler, which is none of ours. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The first page as a PNG. */
export function print(pdf: Uint8Array, dotsPerInch = 150): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'evergate-print-'))
  try {
    writeFileSync(join(folder, 'pass.pdf'), pdf)
    execFileSync('pdftoppm', ['-png', '-gray', '-r', String(dotsPerInch), '-singlefile', join(folder, 'pass.pdf'), join(folder, 'page')])
    return readFileSync(join(folder, 'page.png'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The text on the first page of a PDF, as a screen reader would meet it. */
export function textOf(pdf: Uint8Array): string {
  return execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' })
}
