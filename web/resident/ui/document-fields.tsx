/** Kind and number of an identity document, with what is wrong about the number said as it is typed. Used for registration and for household members. */
import { checkDocument, type DocumentKind, documentKinds, type IdDocument } from '../../shared/document-check.ts'
import { createTranslate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'
import { Field } from './field.tsx'

const zh = {
  kind: '证件类型',
  resident_id: '居民身份证',
  passport: '护照',
  hk_macao_permit: '港澳居民来往内地通行证',
  taiwan_permit: '台湾居民来往大陆通行证',
  number: '证件号码',
  good: '校验位正确',
  goodForm: '格式正确',
  incomplete: '还差 {count} 位',
  characters: '含有不应出现的字符',
  birthDate: '第 7 到 14 位不是有效的出生日期',
  checkDigit: '最后一位校验不符：很可能输错了一位，请逐位核对',
  form: '号码格式不对，请对照证件核对',
  tooLong: '多了 {count} 位',
} as const
const en: { readonly [K in keyof typeof zh]: string | { readonly one: string; readonly other: string } } = {
  kind: 'Document',
  resident_id: 'Resident identity card',
  passport: 'Passport',
  hk_macao_permit: 'Mainland travel permit, Hong Kong and Macao',
  taiwan_permit: 'Mainland travel permit, Taiwan',
  number: 'Document number',
  good: 'Check digit is right',
  goodForm: 'Form is right',
  incomplete: { one: '{count} character to go', other: '{count} characters to go' },
  characters: 'There is a character that does not belong',
  birthDate: 'Places 7 to 14 are not a date of birth',
  checkDigit: 'The last character does not match: probably one digit is mistyped. Compare digit by digit',
  form: 'That is not the form of such a number. Compare with the document',
  tooLong: { one: '{count} character too many', other: '{count} characters too many' },
}
const say = createTranslate<typeof zh>({ 'zh-CN': zh, en }, () => locale.value)

export interface DocumentFieldsProps {
  readonly document: IdDocument
  readonly onChange: (document: IdDocument) => void
  /** After a first attempt to go on, an unfinished number is a problem too. */
  readonly insist: boolean
}

export function DocumentFields({ document, onChange, insist }: DocumentFieldsProps) {
  const checked = checkDocument(document)
  const problem =
    checked.state === 'wrong' || (checked.state === 'incomplete' && insist) ? say(checked.reason, { count: checked.count }) : null
  return (
    <>
      <label class="field">
        <span>{say('kind')}</span>
        <select value={document.kind} onChange={(event) => onChange({ ...document, kind: event.currentTarget.value as DocumentKind })}>
          {documentKinds.map((kind) => (
            <option key={kind} value={kind}>
              {say(kind)}
            </option>
          ))}
        </select>
      </label>
      <Field
        label={say('number')}
        value={document.number}
        onText={(number) => onChange({ ...document, number })}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        inputMode={document.kind === 'taiwan_permit' ? 'numeric' : 'text'}
        maxLength={24}
        hint={checked.state === 'incomplete' && document.number !== '' ? say('incomplete', { count: checked.count }) : undefined}
        problem={problem}
        good={checked.state === 'good' ? say(document.kind === 'resident_id' ? 'good' : 'goodForm') : null}
      />
    </>
  )
}
