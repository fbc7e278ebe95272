// Writes small PDFs of plain text: real files for the samples and the tests, made by nobody else.
const PAGE = { width: 595, height: 842, margin: 72 };
// Widths of Helvetica in thousandths, for the characters from space to tilde (Adobe's published font metrics).
const WIDTHS = '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'.split(' ').map(Number);
const widthOf = (text, size) => [...text].reduce((sum, c) => sum + (WIDTHS[c.charCodeAt(0) - 32] ?? 400), 0) * size / 1000;
const WINANSI = { '“': '\\223', '”': '\\224', '’': '\\222', '–': '\\226' };
const pdfString = (text) => `(${[...text].map((c) => WINANSI[c] ?? (/[()\\]/.test(c) ? `\\${c}` : c)).join('')})`;

function linesOf(text, size) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
    if (widthOf(longer, size) > PAGE.width - 2 * PAGE.margin) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/**
 * @param {string} title
 * @param {string[][]} parts `['h', heading]`, `['p', paragraph]`, `['break']`, or `['box']`: a drawing without text
 */
export function tinyPdf(title, parts) {
  const pages = [[]];
  let y = PAGE.height - PAGE.margin;
  for (const [kind, text] of parts) {
    if (kind === 'break') {
      pages.push([]);
      y = PAGE.height - PAGE.margin;
      continue;
    }
    if (kind === 'box') {
      pages.at(-1).push('0.8 g 72 300 451 400 re f');
      continue;
    }
    const [font, size, gap] = kind === 'h' ? ['F2', 14, 26] : ['F1', 11, 8];
    y -= gap;
    for (const line of linesOf(text, size)) {
      pages.at(-1).push(`BT /${font} ${size} Tf ${PAGE.margin} ${y} Td ${pdfString(line)} Tj ET`);
      y -= size * 1.4;
    }
  }
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>', `<< /Title ${pdfString(title)} >>`];
  const kids = pages.map((content) => {
    const stream = content.join('\n');
    const page = objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${objects.length + 2} 0 R >>`);
    objects.push(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
    return `${page} 0 R`;
  });
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>`;
  let out = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${out}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${xref}\n%%EOF\n`, 'latin1');
}
