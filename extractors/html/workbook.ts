/** A sheet of a workbook that was saved as a page. */
export interface PageSheet {
  readonly name: string;
  /** Address of its page. */
  readonly address: string;
  readonly isHidden: boolean;
}

/** What a spreadsheet writes of its sheets into a comment of the page that frames them; [] for a page that is none. */
export function sheetsOf(comments: readonly string[]): PageSheet[] {
  return comments.flatMap((comment) =>
    [...comment.matchAll(/<x:ExcelWorksheet>([\s\S]*?)<\/x:ExcelWorksheet>/giu)].flatMap(([, sheet = '']) => {
      const address = /<x:WorksheetSource\s[^>]*HRef\s*=\s*["']([^"']*)["']/iu.exec(sheet)?.[1];
      if (address === undefined) return [];
      const name = /<x:Name>([\s\S]*?)<\/x:Name>/iu.exec(sheet)?.[1]?.trim() ?? '';
      const isHidden = /<x:Visible>\s*Sheet(?:Very)?Hidden/iu.test(sheet);
      return [{ name: unescapeXml(name), address: unescapeXml(address), isHidden }];
    }),
  );
}

const unescapeXml = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
