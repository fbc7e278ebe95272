export function mediaType(name: string): string;
