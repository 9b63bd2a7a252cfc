/** Totals of lines while they are typed. The server computes them again and has the last word. */

export interface Line {
  product?: string | null;
  description?: string | null;
  quantity?: number | null;
  unit_price?: number | null;
  discount_percent?: number | null;
  tax_percent?: number | null;
  net?: number | null;
  tax?: number | null;
  total?: number | null;
}

export function calculate(line: Line): Line {
  const gross = (line.quantity ?? 0) * (line.unit_price ?? 0);
  const net = cents(gross * (1 - (line.discount_percent ?? 0) / 100));
  const tax = cents((net * (line.tax_percent ?? 0)) / 100);
  return { ...line, net, tax, total: cents(net + tax) };
}

export function sumLines(lines: readonly Line[]): { net: number; tax: number; total: number } {
  const sum = (part: "net" | "tax" | "total") =>
    cents(lines.reduce((all, line) => all + (line[part] ?? 0), 0));
  return { net: sum("net"), tax: sum("tax"), total: sum("total") };
}

/** What the server takes: the parts a person writes, without those it computes. */
export function writtenLines(lines: readonly Line[]): Line[] {
  return lines.map(({ net: _net, tax: _tax, total: _total, ...line }) => line);
}

function cents(value: number): number {
  return Math.round((value + Number.EPSILON) * 100) / 100;
}
