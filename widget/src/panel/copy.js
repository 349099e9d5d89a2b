// Copying where the clipboard may not be had: an insecure page gets the old way, from a field inside our own root.

export async function copyText(text, near) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.className = "sr";
    field.value = text;
    near.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}
