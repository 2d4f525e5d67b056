/** Hands a file to the browser to be saved. */
import { after } from '../../shared/clock.ts'

export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  after(10_000, () => URL.revokeObjectURL(url)) // the browser reads it after the click has returned
}
