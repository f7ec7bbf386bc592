import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPrinter } from '../../../extractors/sheets/format/cell-value.ts';

const printer = openPrinter(false);

describe('what a number format prints', () => {
  it.each<[code: string, value: number, text: string]>([
    ['General', 2080101, '2080101'],
    ['General', 1234.1000000000001, '1234.1'],
    ['General', 0.1 + 0.2, '0.3'],
    ['General', 123456789012.34, '123456789012.34'],
    ['General', 1e-10, '0.0000000001'],
    ['General', -5, '-5'],
    ['G/通用格式', 167.31, '167.31'],
    ['0.00', 0.3, '0.30'],
    // Halves go away from zero on the decimal, not on the binary float.
    ['0.00', 1.005, '1.01'],
    ['0.00', 0.285, '0.29'],
    ['0.00', -0.285, '-0.29'],
    ['#,##0.00', 12345678.905, '12,345,678.91'],
    ['#,##0.00_ ', 1234.5, '1,234.50'],
    ['0.00', -0.001, '0.00'],
    ['0.00_);[Red]\\(0.00\\)', -1234.567, '(1234.57)'],
    ['_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, '0.00'],
    ['0.0;-0.0;"—"', 0, '0.0'],
    ['"-";"-";"-"', 0, '0'],
    ['_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', -3.5, '-3.50'],
    // A negative that only its colour tells apart keeps its sign.
    ['#,##0.00;[Red]#,##0.00', -1234.5, '-1,234.50'],
    ['0.00;[红色]-0.00', -2, '-2.00'],
    ['#,##0.00;-#,##0.00;;@', 0, ''],
    ['0!.0,', 44625.75, '4.5'],
    ['0!.0,', 5000, '0.5'],
    ['0!.0,"万"', 123456789, '12345.7万'],
    ['#,##0.00,', 1234567, '1,234.57'],
    ['[>=10000]0!.0,"万元";0"元"', 50000, '5.0万元'],
    ['[>=10000]0!.0,"万元";0"元"', 500, '500元'],
    ['0.00%', 0.9853, '98.53%'],
    ['0%', 0.285, '29%'],
    ['0.0', 5, '5.0'],
    ['000000', 1234, '001234'],
    ['000-00-0000', 12345678, '012-34-5678'],
    ['"￥"#,##0.00', 12, '￥12.00'],
    ['[$¥-804]#,##0.00', 12, '¥12.00'],
    ['0.00E+00', 12345, '1.23E+04'],
    ['# ?/?', 1.5, '1.5'],
    ['@', 30101, '30101'],
    ['[DBNum1]General', 1205, '一千二百〇五'],
    ['[DBNum2][$-804]General', 2022, '贰仟零贰拾贰'],
    ['yyyy-mm-dd', 44625, '2022-03-05'],
    ['yyyy"年"m"月"d"日"', 44625, '2022年3月5日'],
    ['[DBNum1][$-804]yyyy"年"m"月"d"日";@', 44625, '二〇二二年三月五日'],
    ['m/d/yy', 44625, '2022-03-05'],
    ['[$-F800]dddd, mmmm dd, yyyy', 44625, '2022-03-05'],
    ['yyyy/m/d h:mm', 44625.5, '2022/3/5 12:00'],
    ['h:mm AM/PM', 44625.75, '6:00 PM'],
    ['上午/下午h"时"mm"分"', 44625.75, '下午6时00分'],
    ['[h]:mm:ss', 1.5, '36:00:00'],
    ['mm:ss', 0.0007, '01:00'],
    ['yyyy-mm-dd hh:mm:ss', 44625.9999999, '2022-03-06 00:00:00'],
    ['yyyy-mm-dd', 60, '1900-02-29'],
    ['yyyy-mm-dd', -1, '-1'],
    ['aaaa', 44625, '星期六'],
  ])('%s of %d is %s', (code, value, text) => {
    expect(printer.number(value, code)).toEqual({ text, isHidden: false });
  });

  it('gives what a format hides, and says so', () => {
    expect(printer.number(12.5, ';;;')).toEqual({ text: '12.5', isHidden: true });
    expect(printer.text('合计', ';;;')).toEqual({ text: '合计', isHidden: true });
    expect(printer.number(0, ';;;')).toEqual({ text: '', isHidden: false });
  });

  it('counts from 1904 where the workbook does', () => {
    expect(openPrinter(true).number(43163, 'yyyy-mm-dd').text).toBe('2022-03-05');
  });

  it('leaves texts as they were typed, and puts the words of a format around them', () => {
    expect(printer.text('0.30', '0.00').text).toBe('0.30');
    expect(printer.text('2080101', '@').text).toBe('2080101');
    expect(printer.text('甲局', '"单位："@').text).toBe('单位：甲局');
    expect(printer.text('合计', '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ').text).toBe('合计');
  });

  it('prints amounts of cents back to the cent, whatever the float', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (cents) => {
        const digits = Math.abs(cents).toString().padStart(3, '0');
        const exact = `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        const value = Number(exact);
        expect(printer.number(value, '0.00').text).toBe(exact);
        expect(printer.number(value, '#,##0.00').text.replaceAll(',', '')).toBe(exact);
        expect(printer.number(value, 'General').text).toBe(String(value));
      }),
    );
  });

  it('takes any code and any number without failing', () => {
    const codes = fc.stringMatching(/^[0#?.,%;@_*\\!"[\]()\-+/:A-Za-z年月日元 <>=$]{0,30}$/u);
    fc.assert(
      fc.property(codes, fc.double({ noNaN: true, noDefaultInfinity: true }), (code, value) => {
        expect(typeof printer.number(value, code).text).toBe('string');
        expect(typeof printer.text('甲', code).text).toBe('string');
      }),
    );
  });
});
