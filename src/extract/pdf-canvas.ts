/** What pdf.js needs in order to draw where there is no page. It makes these itself from a document; workers have none. */

interface Drawing {
  canvas: OffscreenCanvas | null;
  context: OffscreenCanvasRenderingContext2D | null;
}

/** Canvases that belong to no page. The shape is pdf.js' `BaseCanvasFactory`. */
export class OffscreenCanvasFactory {
  create(width: number, height: number): Drawing {
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }

  getNoAlphaContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D | null {
    return canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  }

  reset({ canvas }: Drawing, width: number, height: number): void {
    if (!canvas) return;
    canvas.width = Math.max(1, width);
    canvas.height = Math.max(1, height);
  }

  destroy(drawing: Drawing): void {
    // Memory of a canvas is freed when it has no size, not when it is forgotten.
    if (drawing.canvas) drawing.canvas.width = drawing.canvas.height = 0;
    drawing.canvas = null;
    drawing.context = null;
  }
}

/** Filters are SVG elements, so there are none here: pdf.js then computes the same masks pixel by pixel. */
export class PlainFilterFactory {
  addFilter = none;
  addHCMFilter = none;
  addAlphaFilter = none;
  addLuminosityFilter = none;
  addKnockoutFilter = none;
  addHighlightHCMFilter = none;
  addSelectionHCMFilter = none;
  addSelectionFilter = none;
  createSelectionStyle = () => null;
  destroy = () => {};
}

function none(): string {
  return 'none';
}
