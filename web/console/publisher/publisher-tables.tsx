/** The tables of live lists and of published files. */
import { Age } from '../ui/age.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { formatBytes } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import type { LiveList, PublishedFile } from './publisher.query.ts'
import { publisherTexts } from './publisher-texts.ts'

export function ListTable({ lists }: { lists: readonly LiveList[] }) {
  const say = useTexts(publisherTexts)
  const columns: Column<LiveList>[] = [
    { key: 'family', header: say('family'), names: true, cell: (list) => `${say('family')} ${list.family}` },
    { key: 'epoch', header: say('epoch'), figures: true, cell: (list) => list.epoch },
    { key: 'shards', header: say('shards'), figures: true, cell: (list) => list.shards },
    { key: 'newest', header: say('newestVersion'), figures: true, cell: (list) => list.newestVersion },
  ]
  return (
    <Section title={say('lists')} flush>
      {lists.length === 0 ? (
        <EmptyState title={say('noLists')} />
      ) : (
        <DataTable dense label={say('lists')} columns={columns} rows={lists} rowKey={(list) => `${list.family}-${list.epoch}`} />
      )}
    </Section>
  )
}

export function FileTable({ files }: { files: readonly PublishedFile[] }) {
  const say = useTexts(publisherTexts)
  const columns: Column<PublishedFile>[] = [
    { key: 'path', header: say('path'), names: true, cell: (file) => <code>{file.path}</code> },
    { key: 'version', header: say('version'), figures: true, cell: (file) => file.version },
    { key: 'size', header: say('size'), figures: true, cell: (file) => formatBytes(file.bytes) },
    { key: 'published', header: say('publishedAt'), figures: true, cell: (file) => <Time at={file.publishedAt} seconds /> },
    { key: 'age', header: say('age'), figures: true, cell: (file) => <Age at={file.publishedAt} /> },
  ]
  return (
    <Section title={say('files')} flush>
      {files.length === 0 ? (
        <EmptyState title={say('noFiles')} />
      ) : (
        <DataTable dense label={say('files')} columns={columns} rows={files} rowKey={(file) => file.path} />
      )}
    </Section>
  )
}
