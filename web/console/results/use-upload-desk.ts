/** The state of the upload page: which laboratory, which file, what to do with wrong rows, and what the server said of it. */
import { useState } from 'react'
import { asFailure } from '../api/problem.ts'
import type { Laboratory } from '../places/places.query.ts'
import { fileBytesMax, type OnBadRows, useUpload } from './upload.query.ts'
import { reportInRefusal } from './upload-report.ts'

export function useUploadDesk(laboratories: readonly Laboratory[]) {
  const only = laboratories.length === 1 ? laboratories[0]!.laboratoryId : null
  const [laboratoryId, setLaboratoryId] = useState(only)
  const [onBadRows, setOnBadRows] = useState<OnBadRows>('keep_good')
  const [file, setFile] = useState<File | null>(null)
  const upload = useUpload()
  const report = upload.data ?? (upload.isError ? reportInRefusal(asFailure(upload.error)) : null)

  const send = (content: File, dryRun: boolean): void => {
    if (laboratoryId !== null) upload.mutate({ file: content, laboratoryId, onBadRows, dryRun })
  }
  const startAgain = (): void => {
    setFile(null)
    upload.reset()
  }
  return {
    laboratoryId,
    onBadRows,
    file,
    upload,
    report,
    tooLarge: file !== null && file.size > fileBytesMax,
    setOnBadRows,
    startAgain,
    chooseLaboratory: (id: string): void => {
      setLaboratoryId(id)
      startAgain() // what was tried for one laboratory says nothing about another
    },
    tryFile: (chosen: File): void => {
      setFile(chosen)
      upload.reset()
      if (chosen.size <= fileBytesMax) send(chosen, true)
    },
    send,
  }
}
