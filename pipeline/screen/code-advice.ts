import type { ErrorCode, WarningCode } from '../../schemas/finding.ts';
import type { Language } from './language.ts';

/** What a code means and what to do about it, a sentence or two each. */
export interface Advice {
  readonly means: string;
  readonly todo: string;
}

type InBoth = Readonly<Record<Language, Advice>>;

const both = (en: readonly [string, string], zh: readonly [string, string]): InBoth => ({
  en: { means: en[0], todo: en[1] },
  zh: { means: zh[0], todo: zh[1] },
});

/** `error.code` of the manifest. */
export const errorAdvice: Readonly<Record<ErrorCode, InBoth>> = {
  'empty-file': both(
    ['The file holds no bytes, or no text.', 'Fetch it again: the download may have been cut off.'],
    ['文件为空。', '请重新下载。'],
  ),
  'unreadable-file': both(
    ['The file is gone or may not be read.', 'Check that it is there, and its permissions.'],
    ['无法读取。', '请检查文件是否存在、是否有读取权限。'],
  ),
  'unsupported-format': both(
    ['No reader knows this kind of file.', 'Convert it to a format that the hint lists.'],
    ['不支持的文件格式。', '请先转换为受支持的格式。'],
  ),
  'binary-content': both(
    ['It is called text and holds something else.', 'Give it its own extension, or fetch it again.'],
    ['内容不是纯文本。', '请重新获取，或先转换为文本。'],
  ),
  'encoding-unknown': both(
    ['The encoding of the text is none that is known.', 'Save it as UTF-8 or GB18030.'],
    ['无法识别文字编码。', '请另存为 UTF-8 或 GB18030。'],
  ),
  'pdf-encrypted': both(
    ['The PDF opens with a password only.', 'Give the password with --password, or a copy without one.'],
    ['PDF 已加密。', '请用 --password 给出密码，或先解除密码。'],
  ),
  'pdf-damaged': both(
    [
      'The PDF is broken. Beside status partial: one page of it is.',
      'Fetch it again, or open it in a viewer and save it.',
    ],
    ['PDF 已损坏。', '请重新下载，或用阅读器打开后另存。'],
  ),
  'page-limit': both(
    ['It has more pages than one document may have.', 'Split it and give the parts.'],
    ['页数超过上限。', '请拆分文件。'],
  ),
  'picture-damaged': both(
    ['The picture is broken or cut off.', 'Fetch it again, or open it in a viewer and save it.'],
    ['图片已损坏或不完整。', '请重新下载，或用看图软件打开后另存。'],
  ),
  'picture-too-large': both(
    ['The picture has more pixels than one may have.', 'Save it smaller: 300 dots to the inch are enough.'],
    ['图片像素过多。', '请缩小后另存：每英寸 300 点已足够。'],
  ),
  'ocr-failed': both(
    [
      'The engine that reads pictures cannot be used.',
      'Check --ocr, or leave it out to use the one that comes along.',
    ],
    ['文字识别引擎无法使用。', '请检查 --ocr，或不加此选项以使用自带引擎。'],
  ),
  'office-encrypted': both(
    ['The Office file opens with a password only.', 'Save a copy without a password and give that.'],
    ['Office 文件已加密。', '请解除密码后另存，再行处理。'],
  ),
  'office-damaged': both(
    [
      'The Office file is broken, cut off, or holds what no such file may hold.',
      'Fetch it again, or open it in an Office program and save it.',
    ],
    ['Office 文件已损坏或不完整。', '请重新下载，或用办公软件打开后另存。'],
  ),
  'archive-encrypted': both(
    ['A member of the archive opens with a password only.', 'Unpack it and give the files.'],
    ['压缩包已加密。', '请解压后处理其中的文件。'],
  ),
  'archive-damaged': both(
    ['The archive, or the member, is broken or cut off.', 'Fetch it again, or unpack it and give the files.'],
    ['压缩包或其中的文件已损坏。', '请重新下载，或解压后处理其中的文件。'],
  ),
  'converter-missing': both(
    [
      'It can only be read through LibreOffice, which was not found.',
      'Install LibreOffice, or save it as DOCX or PDF.',
    ],
    ['读取此文件需要 LibreOffice，但未找到。', '请安装 LibreOffice，或另存为 DOCX 或 PDF。'],
  ),
  'content-limit': both(
    [
      'It holds more than one input may: too many parts, or parts that unpack to too much.',
      'Split it and give the parts.',
    ],
    ['文件内容超过上限：成员过多，或解压后过大。', '请拆分文件。'],
  ),
  'file-too-large': both(
    ['It is larger than one input may be.', 'Split it, or raise --max-size.'],
    ['文件超过大小上限。', '请拆分，或用 --max-size 放宽。'],
  ),
  'line-too-long': both(
    ['A line is longer than any text has.', 'Check that it is text; break the line.'],
    ['有一行过长。', '请拆行后重试。'],
  ),
  'time-limit': both(
    [
      'It was not finished in the time that one document has; it was stopped.',
      'Split it, or raise --time-limit.',
    ],
    ['超过时限，已停止。', '请拆分文件，或用 --time-limit 放宽。'],
  ),
  'memory-limit': both(
    ['It needs more memory than one document may take: a very large or a hostile file.', 'Split it.'],
    ['所需内存超过上限。', '请拆分文件。'],
  ),
  'no-documents': both(
    ['A folder or an archive holds nothing that can be read.', 'Check the path; look what is in it.'],
    ['文件夹或压缩包中没有可读的文件。', '请检查路径与其中内容。'],
  ),
  'output-unwritable': both(
    [
      'The results could not be written: the disk is full, or the folder may not be written.',
      'Make room or check the permissions, then run again: what was done is not done twice.',
    ],
    ['无法写出结果。', '请腾出磁盘空间或检查结果文件夹的权限，然后重新运行。'],
  ),
  internal: both(
    ['A fault of mingxi, not of the file.', 'Report it with the file.'],
    ['程序内部错误。', '请连同文件一起报告。'],
  ),
};

/** `warnings[].code` of document.json. */
export const warningAdvice: Readonly<Record<WarningCode, InBoth>> = {
  'personal-data': both(
    ['Names or telephone numbers of persons were cut out.', 'Nothing; they are in no file.'],
    ['个人姓名或电话已删去。', '无需处理，任何结果文件中都没有。'],
  ),
  'table-announced-missing': both(
    [
      'The list of contents announces a form that is not in the document.',
      'Look at the document; ask the publisher. Its cells are `missing`, or recovered from elsewhere.',
    ],
    ['目录列出的表文件中没有。', '请查看原文或询问发布单位；其单元格为 missing，或由别处恢复。'],
  ),
  'form-rebuilt': both(
    [
      'The cells of a form were lost; the form was rebuilt from its template and what the text states.',
      'See `method` and `mingxi explain` before using its values.',
    ],
    ['某表单元格丢失，已按表式与文字说明重建。', '使用前请看 method 与 mingxi explain。'],
  ),
  'entity-unknown': both(
    ['Nothing says who reports.', 'Give it with --metadata, or look at the document.'],
    ['无法得知报告单位。', '请用 --metadata 给出，或查看原文。'],
  ),
  'year-unknown': both(
    ['Nothing says of which year the report is.', 'Give it with --metadata, or look at the document.'],
    ['无法得知报告年度。', '请用 --metadata 给出，或查看原文。'],
  ),
  'unit-unknown': both(
    ['A table has no unit of money.', 'Its `amount_cny` is empty: look at the page.'],
    ['表没有金额单位。', 'amount_cny 为空，请查看原页。'],
  ),
  'encoding-damaged': both(
    ['Bytes could not be decoded; they stand as \uFFFD.', 'Fetch the file again, or save it as UTF-8.'],
    ['部分字节无法解码，以 \uFFFD 表示。', '请重新获取，或另存为 UTF-8。'],
  ),
  'unaccounted-text': both(
    ['Words of a page belong to no table, title, note or sentence.', 'See `pages[].unaccounted`.'],
    ['页面上有文字不属于任何表、标题、注或句子。', '见 pages[].unaccounted。'],
  ),
  'row-unbound': both(
    ['A row of a known form is none that the form has.', 'Its figures have the label printed: look at it.'],
    ['已知表式中出现表式之外的行。', '数值以原有行名列出，请查看。'],
  ),
  'column-unbound': both(
    [
      'A column of a known form is none that the form has.',
      'Its figures have the header printed: look at it.',
    ],
    ['已知表式中出现表式之外的列。', '数值以原有列名列出，请查看。'],
  ),
  'page-failed': both(
    ['A page could not be read, or not wholly.', 'Look at that page; the rest stands.'],
    ['有一页未能读取或未能全部读取。', '请查看该页；其余页不受影响。'],
  ),
  'text-unusable': both(
    [
      'Text of the page gives no characters or wrong ones; it was not read.',
      'Look at the regions in `pages[].regions`.',
    ],
    ['页面文字没有字符编码或编码有误，未读取。', '请看 pages[].regions 所列区域。'],
  ),
  'picture-unread': both(
    ['A picture that may hold text or a table was not read.', 'Look at the regions in `pages[].regions`.'],
    ['可能含文字或表格的图片未读取。', '请看 pages[].regions 所列区域。'],
  ),
  'table-text-lost': both(
    ['Words stand in a table and in none of its cells.', 'Compare the table with the page.'],
    ['表内有文字未归入任何单元格。', '请将该表与原页对照。'],
  ),
  'macros-ignored': both(
    ['The file holds macros; they were neither run nor read.', 'Nothing; its text and tables were read.'],
    ['文件含有宏，既未运行也未读取。', '无需处理，文字和表格已读取。'],
  ),
  'content-left-out': both(
    [
      'Some of the content was beyond what can be read, and was left out.',
      'Look at the file at the place told.',
    ],
    ['部分内容超出可读范围，未读取。', '请在所示位置查看原文件。'],
  ),
  'hidden-content': both(
    [
      'A workbook holds sheets, rows, columns or cells that are hidden.',
      'They are not read: make them visible in a copy if they matter.',
    ],
    ['工作簿中有隐藏的工作表、行、列或单元格。', '隐藏内容未读取；如需读取，请先在副本中取消隐藏。'],
  ),
  'formula-uncomputed': both(
    [
      'Formulas of a sheet have no stored result; their cells are blank.',
      'Open it in an Office program, save it, and give it again.',
    ],
    ['表格中的公式没有保存计算结果，相应单元格为空。', '请用办公软件打开并保存后重新提供。'],
  ),
};
