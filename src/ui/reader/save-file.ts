/** Hands a file to the browser's own way of saving. */
export function saveFile(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // The browser has taken the file over by the next turn of its loop; a minute is for slow disks.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
