import { describe, expect, test } from 'vitest';
import { promisedFormat, sniff } from './sniff.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const kindOf = (text: string, name: string) => {
  const sniffed = sniff(bytes(text), name);
  return sniffed.kind === 'other' ? `other: ${sniffed.found}` : sniffed.kind;
};

describe('telling what a file is', () => {
  test.each([
    ['', 'a.txt', 'empty'],
    ['%PDF-1.7\n', 'a.txt', 'pdf'],
    [`${'junk '.repeat(100)}%PDF-1.4`, 'scan', 'pdf'],
    ['1 0 obj\n<< /Type /Catalog >>\nendobj', 'headless.pdf', 'pdf'],
    ['PK\x03\x04....', 'a.pdf', 'zip'],
    ['\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'a.docx', 'ole'],
    ['Hello', 'a.txt', 'text'], ['Hello', 'README', 'text'], ['a,b\n1,2', 'a.csv', 'text'],
    ['# Hello', 'a.md', 'markdown'], ['Hello', 'a.MARKDOWN', 'markdown'],
    ['<p>Hi', 'a.html', 'html'], [' \n<!-- c --><!DOCTYPE html><p>', 'page', 'html'], ['<?xml version="1.0"?>\n<html>', 'x.xhtml', 'html'],
    ['<html>', 'a.txt', 'text'],
  ])('%j named %s is %s', (text, name, kind) => {
    expect(kindOf(text, name)).toBe(kind);
  });

  test.each([
    ['\x89PNG\r\n\x1A\n', 'cat.txt', 'a PNG image'], ['\xFF\xD8\xFF\xE0', 'cat.md', 'a JPEG image'], ['RIFF\x10\0\0\0WEBPVP8', 'x', 'a WebP image'],
    ['\x1F\x8B\x08', 'x.txt', 'a gzip archive'], ['MZ\x90\0\x03', 'setup.txt', 'a Windows program'], ['{\\rtf1 Hi}', 'a.doc', 'an RTF document'],
    ['<?xml version="1.0"?><rss>', 'feed', 'an XML file'], ['<svg xmlns="x">', 'x', 'an SVG image'],
    ['From: a@b.c\nTo: d@e.f\nSubject: x\n\nHi', 'x.eml', 'an e-mail message'],
    ['\0\x01\x02\x03\x04\x05', 'x.txt', ''], ['\x01\x02\x03\x04', 'x.txt', ''],
    ['please log in', 'contract.pdf', 'plain text'], ['<!doctype html><p>404', 'letter.docx', 'a web page'],
  ])('%j named %s is not read, and is called %j', (text, name, found) => {
    expect(kindOf(text, name)).toBe(`other: ${found}`);
  });

  test('words that begin like a signature are words', () => {
    for (const text of ['MZ is a code', 'BZhou wrote', 'ID3 tags', 'BM: hello', 'GIF8 files']) expect(kindOf(text, 'a.txt')).toBe('text');
  });

  test('UTF-16 without a mark is text; its zeros do not make it binary', () => {
    expect(kindOf([...'Hello there, world'].map((letter) => `${letter}\0`).join(''), 'a.txt')).toBe('text');
    expect(kindOf([...'Hello there, world'].map((letter) => `\0${letter}`).join(''), 'a.txt')).toBe('text');
  });

  test('a name promises a format only where Carrel reads it', () => {
    expect(['A.PDF', 'b.docx', 'c.doc', 'd.txt'].map(promisedFormat)).toEqual(['PDF', 'Word document', undefined, undefined]);
  });
});
