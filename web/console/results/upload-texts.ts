/** Words of uploading a file of results. */
import type { Texts } from '../words/texts.ts'

export const uploadTexts = {
  title: ['上传检测结果', 'Upload results'],
  lead: [
    '先试读文件，确认无误后再提交。提交的结果要由另一人审核发布后才生效。',
    'The file is tried first; nothing counts until you hand it in and a second person has released it.',
  ],
  laboratory: ['实验室', 'Laboratory'],
  chooseLaboratory: ['请选择实验室', 'Choose the laboratory'],
  laboratoryFirst: ['请先在上面选择实验室。', 'Choose the laboratory above first.'],
  noLaboratories: ['还没有登记实验室。请联系管理员添加。', 'No laboratory has been registered yet. Ask an administrator to add one.'],
  onBadRows: ['遇到有误的行', 'If rows are wrong'],
  keepGood: ['保留正确的行', 'Keep the good rows'],
  keepGoodHint: ['提交正确的行，有误的行列出，改正后再传', 'Good rows are handed in; wrong ones are listed, to be mended and sent again'],
  rejectAll: ['要么全部，要么不提交', 'Take all or nothing'],
  rejectAllHint: ['只要有一行有误，整个文件都不提交', 'One wrong row, and nothing of the file is handed in'],
  drop: ['把结果文件拖到这里，或', 'Drop a file of results here, or'],
  dropping: ['松开即可试读', 'Let go to try the file'],
  choose: ['选择文件', 'choose a file'],
  form: [
    'CSV、XLSX、JSON 或 FHIR（R4 transaction Bundle），最大 512 MB；列名按实验室的对应规则，没有规则的为 tube_code, outcome, tested_at',
    'CSV, XLSX, JSON or FHIR (R4 transaction Bundle), up to 512 MB; columns as in the laboratory’s template, without one tube_code, outcome, tested_at',
  ],
  template: ['下载模板', 'Download a template'],
  outcomes: [
    'outcome 可写 negative、positive、invalid，或 阴性、阳性、无效；tested_at 请带时区，例如 2026-11-21T08:30:00+08:00。',
    'outcome is negative, positive or invalid (阴性, 阳性, 无效 are read too); tested_at carries its zone, such as 2026-11-21T08:30:00+08:00.',
  ],
  trying: ['正在试读 {name}…', 'Trying {name}…'],
  handingIn: ['正在提交…', 'Handing in…'],
  tried: ['试读结果：{name}', 'What the trial found: {name}'],
  handedIn: ['已提交：{name}', 'Handed in: {name}'],
  rowsTotal: ['总行数', 'Rows'],
  rowsGood: ['正确', 'Good'],
  rowsBad: ['有误', 'Wrong'],
  duplicates: ['其中重复', 'Of these duplicates'],
  controls: ['质控行', 'Controls'],
  rowsRead: ['已读 {count} 行…', '{count} row read so far…', '{count} rows read so far…'],
  submit: ['提交 {count} 行结果', 'Hand in {count} result', 'Hand in {count} results'],
  noneGood: ['没有可提交的行。请改正文件后再传。', 'There is no good row to hand in. Mend the file and try it again.'],
  blockedAll: [
    '您选择了“要么全部，要么不提交”，而文件里有 {count} 行有误。请改正，或改选“保留正确的行”。',
    'You chose “take all or nothing” and {count} row is wrong. Mend it, or choose “keep the good rows”.',
    'You chose “take all or nothing” and {count} rows are wrong. Mend them, or choose “keep the good rows”.',
  ],
  tooLarge: ['文件有 {size}，上限是 512 MB。请分成几个文件。', 'The file has {size}; the limit is 512 MB. Split it into several.'],
  another: ['换一个文件', 'Another file'],
  awaiting: [
    '{count} 行结果等待另一人审核发布。',
    '{count} result awaits release by a second person.',
    '{count} results await release by a second person.',
  ],
  openBatch: ['查看批次', 'Open the batch'],
  errors: ['有误的行', 'Wrong rows'],
  errorsFirst: ['只列出前 {count} 行', 'Only the first {count} are listed', 'Only the first {count} are listed'],
  downloadErrors: ['下载有误的行', 'Download the wrong rows'],
  line: ['行', 'Line'],
  field: ['字段', 'Field'],
  value: ['填写内容', 'Value'],
  reason: ['原因', 'Reason'],
} satisfies Texts

export const fileRefusalTexts = {
  notUtf8: [
    '文件不是 UTF-8 编码。请在表格软件中另存为“CSV UTF-8”。',
    'The file is not UTF-8. Save it as “CSV UTF-8” from your spreadsheet.',
  ],
  headerWrong: ['表头不正确。缺少：{missing}；不认识：{unknown}。', 'The header is wrong. Missing: {missing}; unknown: {unknown}.'],
  seenBefore: ['这个文件已经上传过。', 'This very file has been uploaded before.'],
  notGb18030: ['文件不是 GB 18030 编码，与对应规则不符。', 'The file is not GB 18030, as the template says it should be.'],
  sheetMissing: ['工作簿里没有名为“{sheet}”的工作表。', 'The workbook has no sheet called “{sheet}”.'],
  expandsTooFar: ['这个工作簿展开后过大，不予读取。', 'This workbook unpacks to far too much and is not read.'],
  interrupted: ['服务器在读取中途停止了。请重新上传同一个文件。', 'The server stopped while reading. Upload the same file again.'],
  empty: ['文件里没有结果行。', 'The file has no rows of results.'],
  malformed: ['第 {row} 行无法读取：引号或列数有误。', 'Line {row} cannot be read: quotes or the number of columns are wrong.'],
  tooManyRows: ['文件超过 {rowsMax} 行。请分成几个文件。', 'The file has more than {rowsMax} rows. Split it into several.'],
  tooLarge: ['文件超过 512 MB。请分成几个文件。', 'The file is larger than 512 MB. Split it into several.'],
  intakeFull: [
    '现在有太多文件正在上传。文件没有丢，请半分钟后再上传。',
    'Too many files are coming in right now. Yours is not lost: upload it again in half a minute.',
  ],
  laboratoryUnknown: ['没有这个实验室。请重新选择。', 'There is no such laboratory. Choose again.'],
} satisfies Texts

/** Reasons for single rows, by the code the server gives. */
export const rowReasonTexts = {
  'results.columns_wrong': ['列数不对', 'The number of columns is wrong'],
  'results.tube_unknown': ['这不是管码', 'This is no tube code'],
  'results.tube_code_rounded': [
    '管码被表格软件取整了，请把该列设为文本再导出',
    'A spreadsheet has rounded this tube code; make the column text and export again',
  ],
  'results.entry_refused': ['这一条不符合 FHIR 的要求', 'This entry of the Bundle cannot be taken'],
  'results.outcome_unknown': ['结果只能是阴性、阳性或无效', 'The outcome must be negative, positive or invalid'],
  'results.time_invalid': ['时间格式不正确，需带时区', 'Not a time with its zone'],
  'results.tested_in_future': ['检测时间在将来', 'The test lies in the future'],
  'results.tested_before_sampled': ['检测时间早于采样时间', 'Tested before it was sampled'],
  'results.duplicate_row': ['同一采样管在文件中出现多次', 'The tube stands in the file more than once'],
  'results.already_reported': [
    '该采样管已有结果，如需更改请用“更正结果”',
    'The tube has a result already; use “Correct a result” to change it',
  ],
} satisfies Texts
