/** Reads XML in pieces, without a tree, and refuses what no office program writes: document types, entities, endless nesting. */
import { SaxesParser, type SaxesTagNS } from 'saxes';

/** Real documents nest about 60 deep; text boxes inside tables inside text boxes reach 150. */
const DEPTH = 256;

/** Thrown for XML that is malformed, declares entities or nests too deep. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
}

export interface XmlElement {
  /** Name without its prefix. */
  local: string;
  /** Its namespace; '' when it has none. */
  uri: string;
  /** The value of an attribute, by its name without prefix. */
  attribute(local: string): string | undefined;
}

export interface XmlHandler {
  open(element: XmlElement): void;
  text(text: string): void;
  close(local: string, uri: string): void;
}

export class XmlStream {
  readonly #parser = new SaxesParser({ xmlns: true, position: false });
  #decoder: TextDecoder | undefined;
  #depth = 0;

  constructor(handler: XmlHandler) {
    this.#parser.on('doctype', () => {
      throw new XmlRefused('a document type is declared');
    });
    this.#parser.on('error', (error) => {
      // Harmless, and left behind by converters that drop declarations.
      if (!/unbound namespace prefix/i.test(error.message)) throw new XmlRefused(error.message);
    });
    this.#parser.on('opentag', (tag) => {
      this.#depth += 1;
      if (this.#depth > DEPTH) throw new XmlRefused(`more than ${DEPTH} elements inside each other`);
      handler.open({ local: tag.local, uri: tag.uri ?? '', attribute: (local) => attributeOf(tag, local) });
    });
    this.#parser.on('closetag', (tag) => {
      this.#depth -= 1;
      handler.close(tag.local, tag.uri ?? '');
    });
    this.#parser.on('text', (text) => handler.text(text));
    this.#parser.on('cdata', (text) => handler.text(text));
  }

  /** @throws XmlRefused */
  write(bytes: Uint8Array): void {
    this.#decoder ??= new TextDecoder(bytes[0] === 0xfe || (bytes[0] === 0 && bytes[1] === 0x3c) ? 'utf-16be' : bytes[0] === 0xff || (bytes[0] === 0x3c && bytes[1] === 0) ? 'utf-16le' : 'utf-8');
    this.#parser.write(this.#decoder.decode(bytes, { stream: true }));
  }

  /** @throws XmlRefused when the document is cut short */
  end(): void {
    this.#parser.write(this.#decoder?.decode() ?? '');
    this.#parser.close();
  }
}

function attributeOf(tag: SaxesTagNS, local: string): string | undefined {
  for (const attribute of Object.values(tag.attributes)) if (attribute.local === local) return attribute.value;
  return undefined;
}
