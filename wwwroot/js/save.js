// Keeps what the console hands over as a file of the visitor.
export async function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([await content.arrayBuffer()], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of it by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
